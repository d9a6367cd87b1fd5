import { version } from '../../package.json'

/** Layerloom's own. */
export const layerloomVersion: string = version
