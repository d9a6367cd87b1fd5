import type { RunState } from '../../../shared/contract/studio/runs'

const words: Readonly<Record<RunState, string>> = {
  queued: 'waits for its turn',
  starting: 'starting',
  training: 'training',
  paused: 'paused',
  stopping: 'stopping',
  finished: 'finished',
  stopped: 'stopped',
  interrupted: 'interrupted',
  failed: 'failed',
  elsewhere: 'training elsewhere',
}

export const stateWord = (state: RunState): string => words[state]
