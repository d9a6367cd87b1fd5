import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { engine } from '../../../shared/contract/studio/engine'
import type { JobBoard } from '../jobs/jobBoard'
import type { CallContext } from '../serving/serveClient'
import type { SettingsStore } from '../settings/settingsStore'
import { runJob, type Studio } from '../studio'
import { chooseEngine } from './chooseEngine'

export function engineHandlers(
  studio: Studio,
  board: JobBoard,
  settings: SettingsStore,
): Handlers<typeof engine, CallContext> {
  const { engines, hasDriver } = studio
  return {
    state: async () => ({
      cpu: engines.cpu !== undefined,
      cuda: engines.cuda !== undefined,
      hasNvidiaDriver: hasDriver,
    }),
    test: async (_input, { signal }) => {
      const choice = chooseEngine({ wish: settings.values.device, folders: engines, hasDriver })
      const { engine, gpuRequired } = choice
      return board.work({ task: 'self-test', subject: 'the engine' }, signal, (work) =>
        runJob<'self-test'>(studio, { task: 'self-test', engine, gpuRequired }, choice, work),
      )
    },
  }
}
