import { availableParallelism, cpus } from 'node:os'

/** Processors that this process may use. Electron 22 carries Node 16, which has no availableParallelism. */
export const coreCount = (): number =>
  typeof availableParallelism === 'function' ? availableParallelism() : cpus().length
