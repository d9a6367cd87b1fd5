import { type Inspection, inspectNetwork } from '../../shared/inspection/inspectNetwork'
import { largestBatch } from '../../shared/inspection/largestBatch'
import { programMemory } from '../../shared/inspection/trainingMemory'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import { compileTraining } from '../../shared/training/compileTraining'
import { largestBatchSize, type TrainingConfiguration } from '../../shared/training/configuration'

/** What the numbers panel asks of its worker. */
export interface InspectionRequest {
  readonly number: number
  readonly network: Network
  readonly configuration: TrainingConfiguration
  /** What training may take, in bytes; `null`: not known. */
  readonly limitBytes: number | null
}

export interface InspectionAnswer {
  readonly number: number
  readonly inspection: Inspection
  /** The largest batch within the limit; 0: not even one picture; `null`: no limit, or nothing to train yet. */
  readonly largestBatch: number | null
}

/** Costs of a network, in a worker: the graph of a large one takes a part of a second to lay out on paper. */
export function answerInspection({ number, network, configuration, limitBytes }: InspectionRequest): InspectionAnswer {
  const inference = inferNetwork(network)
  const { batchSize } = configuration
  const inspection = inspectNetwork(network, { batchSize, configuration }, inference)
  if (!inspection.trainingMemory || limitBytes === null) return { number, inspection, largestBatch: null }
  const classes = inspection.outputShape?.[0] ?? 0
  const program = compileTraining({ network: inference, classes, normalization: { kind: '0-1' }, configuration })
  const peak = (size: number) => programMemory(program, inference.input ?? '', size).peakBytes
  return { number, inspection, largestBatch: largestBatch(peak, limitBytes, largestBatchSize) }
}

/** A batch that people would choose: at most `most`, a multiple of 8 above 16. */
export const handyBatch = (most: number): number => (most > 16 ? most - (most % 8) : most)
