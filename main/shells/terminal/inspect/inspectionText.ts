import type { Cost, FieldInspection, Inspection } from '../../../../shared/inspection/inspectNetwork'
import type { PerAxis } from '../../../../shared/model/summary'
import { bytes, count, shape, table } from '../format'

/** A network for people: its sums, its blocks, its layers. */
export function inspectionText(inspection: Inspection): string {
  const { network, inputShape, outputShape, parameters, macs, blocks, layers, batchSize } = inspection
  const outer = blocks.filter(({ parent }) => parent === undefined)
  return [
    `${network ?? 'network'}: ${shape(inputShape)} -> ${shape(outputShape)}`,
    `${count(parameters.total)} parameters, ${count(parameters.trainable)} of them trainable${parameters.frozen > 0 ? `, ${count(parameters.frozen)} frozen` : ''}; ${count(macs)} multiply-adds a picture`,
    ...memoryLines(inspection),
    ...(inspection.seesWholePicture === undefined
      ? []
      : [`the whole picture is first seen in ${inspection.seesWholePicture}`]),
    ...(outer.length === 0
      ? []
      : [
          '',
          table([
            ['block', 'is', 'layers', 'output', ...costHeads, 'field / jump'],
            ...outer.map((block) => [
              block.id,
              block.block,
              count(block.layers),
              shape(block.outputShape),
              ...costCells(block),
              fieldText(block.receptiveField),
            ]),
          ]),
        ]),
    '',
    table([
      ['layer', 'type', 'output', ...costHeads, 'field / jump'],
      ...layers.map((layer) => [
        layer.id,
        layer.type,
        shape(layer.outputShape),
        ...costCells(layer),
        fieldText(layer.receptiveField),
      ]),
    ]),
    '',
    `"kept" is what the backward pass needs of a batch of ${batchSize}`,
  ].join('\n')
}

const costHeads = ['parameters', 'multiply-adds', 'kept']
const costCells = ({ parameters, macs, keptBytes }: Cost): string[] => [
  count(parameters),
  count(macs),
  keptBytes === undefined ? '-' : bytes(keptBytes),
]

function memoryLines(inspection: Inspection): string[] {
  const { batchSize, weightBytes, activationBytes, keptBytes, trainingMemory, notTrainable } = inspection
  const forward = `${bytes(weightBytes)} of weights; a batch of ${batchSize}: ${bytes(activationBytes)} of activations`
  if (notTrainable) {
    const { layer, message, remedy } = notTrainable
    return [forward, `it cannot be trained: ${layer ? `${layer} ` : ''}${message}${remedy ? `; ${remedy}` : ''}`]
  }
  if (keptBytes === undefined || !trainingMemory) return [forward]
  return [
    `${forward}, ${bytes(keptBytes)} kept for the backward pass`,
    `training takes about ${bytes(trainingMemory.peakBytes)} (${bytes(trainingMemory.variableBytes)} of variables) beside the engine itself`,
  ]
}

export const axes = (value: PerAxis): string => (typeof value === 'number' ? String(value) : value.join('x'))

export const fieldText = (field: FieldInspection | undefined): string =>
  field ? `${axes(field.size)} / ${axes(field.jump)}` : ''
