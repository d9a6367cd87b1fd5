import { z } from 'zod'
import { SelfTestResult } from '../jobResult'
import { request, service } from './core/definitions'
import { Nothing } from './names'

export const EngineState = z.strictObject({
  /** TensorFlow is set up, for the processor and for NVIDIA GPUs. */
  cpu: z.boolean(),
  cuda: z.boolean(),
  hasNvidiaDriver: z.boolean(),
})
export type EngineState = z.infer<typeof EngineState>

export const engine = service({
  state: request({ input: Nothing, output: EngineState }),
  /** Three training steps in a process of its own. */
  test: request({ input: Nothing, output: SelfTestResult }),
})
