import type { ExportOptions } from '../../../shared/formats/exportOptions'
import type { ExportModel } from '../exportModel'

export interface CheckedFigures {
  readonly images: number
  readonly from: string
  readonly maxLogitDifference: number
  readonly way: string
}

/** `MODEL_CARD.md`: where the model comes from, how good it is, how it takes pictures, and that the file was run. */
export function cardText(model: ExportModel, options: ExportOptions, format: string, check: CheckedFigures): string {
  const { name, card, classes, inputShape, preprocessing, outputKind } = model
  const { data, metrics } = card
  const percent = (share: number | undefined) => (share === undefined ? '-' : `${(share * 100).toFixed(2)} %`)
  const { scale, offset, isInside } = preprocessing
  const lines = [
    `# ${line(name)}`,
    '',
    `An image classifier with ${classes.length} classes and ${card.parameters.toLocaleString('en')} parameters, trained with Layerloom ${card.layerloom}.`,
    '',
    '| | |',
    '|---|---|',
    `| licence | ${line(card.licence ?? 'not stated: fill this in before you pass the model on')} |`,
    `| format | ${format}, ${options.weights} weights${model.keptFloat32.size > 0 ? ` (${model.keptFloat32.size} of them kept in float32)` : ''}${options.foldBatchNorm ? ', batch norms folded into convolutions' : ''} |`,
    `| run | ${line(card.run)}, step ${card.step}, begun ${card.createdAt} |`,
    `| data | ${line(data.source)}: ${data.counts.train} training, ${data.counts.validation} validation, ${data.counts.test} test images |`,
    `| data hash | ${data.hash} |`,
    ...(data.version ? [`| data version | ${data.version} |`] : []),
    metrics
      ? `| measured | ${metrics.split}, ${metrics.images} images: top-1 ${percent(metrics.top1)}, top-5 ${percent(metrics.top5)}, loss ${metrics.loss ?? '-'} |`
      : '| measured | not evaluated |',
    `| checked | ${line(check.way)}: ${check.images} pictures (${check.from}), largest difference ${check.maxLogitDifference.toExponential(2)}, no class changed |`,
    '',
    '## Input and output',
    '',
    `Pictures of ${inputShape[0]} x ${inputShape[1]}, ${inputShape[2] === 1 ? 'grey' : inputShape[2] === 3 ? 'red, green, blue' : `${inputShape[2]} channels`}, brought to that size by "${preprocessing.resize}".`,
    isInside
      ? 'The model takes pixels of 0 to 255 and normalizes them itself.'
      : `The model takes normalized numbers: pixel * [${scale.join(', ')}] + [${offset.join(', ')}].`,
    `It gives ${outputKind}, in the order of labels.json.`,
    '',
    '## Settings of the training',
    '',
    '```json',
    JSON.stringify(card.training, undefined, 2),
    '```',
    '',
  ]
  return lines.join('\n')
}

/** A person's text in a table of Markdown: no line break, no bar, no tag. */
const line = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/[|<>\\`]/g, (sign) => `\\${sign}`)
