import type {
  Difference,
  LayerComparison,
  NetworkComparison,
  TotalComparison,
} from '../../../../shared/inspection/compareNetworks'
import type { FieldInspection } from '../../../../shared/inspection/inspectNetwork'
import { bytes, count, shape, table } from '../format'
import { fieldText } from './inspectionText'

/** Two networks for people: sums side by side, then the layers in which they differ. */
export function comparisonText(comparison: NetworkComparison): string {
  const { networks, counts, layers } = comparison
  const [a, b] = networks.map((name) => name ?? 'network') as [string, string]
  const different = layers.filter(({ change }) => change !== 'same')
  // A moved stride shifts the field of everything behind it: told once, not a hundred times.
  const shown = different.filter((layer) => !differsInFieldAlone(layer))
  const fieldAlone = different.length - shown.length
  return [
    table([
      ['', a, b, 'difference', 'ratio'],
      totalRow('parameters', comparison.parameters, count),
      totalRow('trainable', comparison.trainableParameters, count),
      totalRow('multiply-adds', comparison.macs, count),
      totalRow('weights', comparison.weightBytes, bytes),
      totalRow('activations', comparison.activationBytes, bytes),
    ]),
    '',
    `${counts.same} layers are the same, ${counts.changed} differ, ${counts.removed} are only in ${a}, ${counts.added} only in ${b}`,
    ...(shown.length === 0
      ? []
      : ['', table([['', 'layer', 'type', 'output', 'what differs'], ...shown.map(layerRow)])]),
    ...(fieldAlone === 0 ? [] : ['', `${count(fieldAlone)} more differ in their receptive field alone`]),
  ].join('\n')
}

const totalRow = (
  name: string,
  { a, b, difference, ratio }: TotalComparison,
  text: (value: number) => string,
): string[] => [
  name,
  text(a),
  text(b),
  `${difference > 0 ? '+' : difference < 0 ? '-' : ''}${text(Math.abs(difference))}`,
  ratio === null ? '-' : ratio.toFixed(3),
]

const differsInFieldAlone = ({ change, differences }: LayerComparison): boolean =>
  change === 'changed' && differences.every(({ what }) => what === 'receptiveField')

const signs = { changed: '~', removed: '-', added: '+', same: ' ' }

function layerRow({ change, a, b, differences }: LayerComparison): string[] {
  const layer = a ?? b
  const id = a && b && a.id !== b.id ? `${a.id} -> ${b.id}` : (layer?.id ?? '')
  return [signs[change], id, layer?.type ?? '', shape(layer?.outputShape), differences.map(differenceText).join('; ')]
}

const words: Readonly<Record<string, string>> = {
  outputShape: 'output',
  macs: 'multiply-adds',
  receptiveField: 'field / jump',
}

const differenceText = ({ what, a, b }: Difference): string =>
  `${words[what] ?? what.replace(/^config\./, '')} ${valueText(a)} -> ${valueText(b)}`

function valueText(value: unknown): string {
  if (typeof value === 'number') return count(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return shape(value)
  const field = value as FieldInspection | null
  return field?.size === undefined ? JSON.stringify(value) : fieldText(field)
}
