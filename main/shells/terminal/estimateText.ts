import type { EstimateResult } from '../../../shared/contract/jobs'
import { bytes, count, duration, percent, table } from './format'

type Estimate = Omit<EstimateResult, 'task'>

/** What training costs, for people. */
export function estimateText(estimate: Estimate, { name, epochs }: { name: string; epochs: number }): string {
  const { device, batchSize, images, stepsPerEpoch, seconds, imagesPerSecond, timed } = estimate
  const validation = images.validation === 0 ? '' : `, ${duration(seconds.validation)} of it validation`
  const sure = timed.uncertainty === null ? 'one step' : `give or take ${percent(timed.uncertainty, 1)}`
  return [
    `${name} on ${device}: ${count(images.train)} training images in batches of ${count(batchSize)}`,
    table([
      [
        'a step:',
        `${duration(seconds.step)} (${count(imagesPerSecond)} images/s; ${count(timed.steps)} timed, ${sure})`,
      ],
      ['an epoch:', `${duration(seconds.epoch)} (${count(stepsPerEpoch)} steps${validation})`],
      [
        'all epochs:',
        `${duration(seconds.start + epochs * seconds.epoch)} for ${count(epochs)}, the start of ${duration(seconds.start)} counted in`,
      ],
      ['memory:', memoryText(estimate)],
      ['largest batch:', largestText(estimate)],
    ]),
  ].join('\n')
}

function memoryText({ memory: { estimatedBytes, measuredBytes, processBytes } }: Estimate): string {
  const all = `${bytes(processBytes)} with the engine and the data`
  if (measuredBytes === null) return `about ${bytes(estimatedBytes)} by the graph; ${all}`
  return `${bytes(measuredBytes)} (${bytes(estimatedBytes)} by the graph alone); ${all}`
}

function largestText({ largestBatch }: Estimate): string {
  if (!largestBatch) return 'not known: the memory of a GPU is not asked for'
  const { batchSize, limitedBy, freeBytes, usableBytes } = largestBatch
  const room =
    usableBytes === freeBytes ? bytes(usableBytes) : `${bytes(usableBytes)} of ${bytes(freeBytes)} that are free`
  if (batchSize === 0) return `none: not even one picture fits into ${room}`
  switch (limitedBy) {
    case 'memory':
      return `${count(batchSize)}, in ${room}`
    case 'images':
      return `${count(batchSize)}, all training images`
    case 'configuration':
      return `${count(batchSize)}, the most that can be set`
  }
}
