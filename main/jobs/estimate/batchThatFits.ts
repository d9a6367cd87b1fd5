import type { EstimateResult } from '../../../shared/contract/jobs'
import { largestBatch } from '../../../shared/inspection/largestBatch'
import { largestBatchSize } from '../../../shared/training/configuration'

/** Part of the free memory that is counted on: others want some too, and the estimate may be off. */
const usablePart = 0.8
/** How far an estimate from the graph may be off (`npm run bench -- memory`): a dry run that says more may have seen something else. */
const mostOff = 0.25

export interface Room {
  /** Peak memory of training at a batch size, from the graph alone. */
  readonly estimated: (batchSize: number) => number
  /** What the process grew by at the batch size of the dry run, if that could be seen. */
  readonly measured: number | undefined
  readonly measuredAt: number
  /** Bytes that are free. */
  readonly free: number
  /** What the person allows instead. */
  readonly allowed: number | undefined
  /** Training images: there is no larger batch. */
  readonly images: number
}

/**
 * The largest batch by the estimate from the graph: it is taken to be right where the dry run measured, and to grow from there as much
 * steeper or flatter as it was off by. Without a measurement it is taken to be too low by as much as it may be.
 */
export function batchThatFits(room: Room): NonNullable<EstimateResult['largestBatch']> {
  const { estimated, measured, measuredAt, free, allowed, images } = room
  const there = estimated(measuredAt)
  const calibration =
    measured === undefined ? 1 + mostOff : Math.min(1 + mostOff, Math.max(1 - mostOff, measured / there))
  const peak = (size: number) => (measured ?? calibration * there) + calibration * (estimated(size) - there)
  const most = Math.min(images, largestBatchSize)
  const usableBytes = allowed ?? usablePart * free
  const batchSize = largestBatch(peak, usableBytes, most)
  const limitedBy = batchSize < most ? 'memory' : images <= largestBatchSize ? 'images' : 'configuration'
  return { batchSize, limitedBy, freeBytes: allowed ?? free, usableBytes, calibration }
}
