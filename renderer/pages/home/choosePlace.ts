import type { PlacePurpose } from '../../../shared/contract/desktopBridge'

/** Asks for a place in the system's dialog: desktop only. `undefined`: the person changed their mind. */
export const choosePlace = async (purpose: PlacePurpose): Promise<string | undefined> =>
  (await window.layerloom?.choosePlace(purpose))?.path
