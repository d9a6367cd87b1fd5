import type { Comparison, Lesson, Way } from '../../../../shared/inspection/lessons'
import { count, shape, table } from '../format'

/** A lesson for people: each question with its ways side by side, and the layers of each. */
export const lessonText = ({ title, comparisons }: Lesson): string =>
  [title, ...comparisons.flatMap((comparison) => ['', ...comparisonLines(comparison)])].join('\n')

const comparisonLines = ({ question, insight, ways }: Comparison): string[] => [
  question,
  table([
    ['', 'output', 'weights', 'a channel pair', 'multiply-adds', 'field', 'jump', 'ReLUs'],
    ...ways.map((way) => [
      way.title,
      shape(way.outputShape),
      count(way.parameters),
      way.weightsPerChannelPair === undefined ? '-' : count(way.weightsPerChannelPair),
      count(way.macs),
      count(way.receptiveField.size),
      count(way.receptiveField.jump),
      count(way.nonlinearities),
    ]),
  ]),
  ...ways.map(fieldLine),
  `-> ${insight}`,
]

/** How the field grows, layer by layer. */
function fieldLine({ title, layers }: Way): string {
  const steps = layers
    .filter(({ type }) => type !== 'activation')
    .map(({ type, setting, field }) => `${setting || type} ${field}`)
  return `   field, ${title}: ${steps.join(' > ')}`
}
