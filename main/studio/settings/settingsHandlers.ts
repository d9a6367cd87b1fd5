import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { settings } from '../../../shared/contract/studio/settings'
import { diskProblem } from '../../disk/diskProblem'
import { withoutUndefined } from '../host/withoutUndefined'
import type { CallContext } from '../serving/serveClient'
import type { SettingsStore } from './settingsStore'

export const settingsHandlers = (store: SettingsStore): Handlers<typeof settings, CallContext> => ({
  read: async () => store.read(),
  change: async (changes) => {
    try {
      return await store.change(withoutUndefined(changes))
    } catch (error) {
      throw diskProblem(error, 'the settings', '')
    }
  },
  watch: async (_input, { emit, signal }) => {
    emit(store.read())
    await store.changes.whileWanted(signal, () => emit(store.read()))
  },
})
