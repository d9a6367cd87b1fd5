import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { JobsState, jobs } from '../../../shared/contract/studio/jobs'
import type { Trainings } from '../runs/trainings'
import type { CallContext } from '../serving/serveClient'
import type { JobBoard } from './jobBoard'

export function jobsHandlers(board: JobBoard, trainings: Trainings): Handlers<typeof jobs, CallContext> {
  const state = (): JobsState => ({
    running: board.inProgress(),
    queue: trainings.waiting(),
    isHeld: trainings.isHeld,
    ended: board.endedLately(),
  })
  return {
    watch: async (_input, { emit, signal }) => {
      emit(state())
      await board.changes.whileWanted(signal, () => emit(state()))
    },
    cancel: async ({ job }) => {
      board.cancel(job)
      return undefined
    },
    move: async ({ job, place }) => {
      await trainings.move(job, place)
      return undefined
    },
    hold: async ({ hold }) => {
      await trainings.hold(hold)
      return undefined
    },
  }
}
