import { type JobEvent, jobProtocol } from '../../../shared/contract/jobs'

/**
 * A job process that floods the studio as no training of ours does: a thousand messages a second, one step each, for LAYERLOOM_SLOW_SECONDS; then it says
 * how many there were. Its pipe and its messages are the real ones.
 */
const seconds = Number(process.env.LAYERLOOM_SLOW_SECONDS)
const send = process.send?.bind(process) as (event: JobEvent) => void
let step = 0

send({ event: 'ready', protocol: jobProtocol, process: process.pid })
process.once('message', () => {
  const total = seconds * 1000
  const counts = { epochs: 1, stepsPerEpoch: total, totalSteps: total, images: total, parameters: 1 }
  send({ event: 'started', step: 0, ...counts, device: 'none', tensorflow: 'none', knobs: [] })
  const began = performance.now()
  const timer = setInterval(() => {
    while (step < total && step < performance.now() - began) tell(++step)
    if (step < total) return
    clearInterval(timer)
    const result = { task: 'train' as const, end: 'stopped' as const, epochs: 0, imagesPerSecond: 1000, device: 'none' }
    send({ event: 'finished', result: { ...result, steps: step } })
    process.disconnect()
  }, 5)
})

function tell(n: number): void {
  const figures = { step: n, epoch: 1, loss: 1 / n, top1: 0.5, learningRate: 0.1, imagesPerSecond: 1000 }
  send({ event: 'steps', steps: [figures] })
}
