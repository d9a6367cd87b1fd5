import type { CallContext } from '../../../main/studio/serving/serveClient'
import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { sampleServices } from '../sampleServices'

/** Compiles: what the other files of this folder leave out or misspell is all that is wrong with them. */
export const handlers: Handlers<(typeof sampleServices)['counting'], CallContext> = {
  all: async ({ upTo }, { emit }) => emit(upTo),
  latest: async ({ upTo }, { emit }) => emit(upTo),
  merged: async ({ upTo }, { emit }) => emit({ sum: upTo, newest: upTo }),
  endless: async (_input, { emit }) => emit(Uint8Array.of(1)),
  refuse: async () => undefined,
}
