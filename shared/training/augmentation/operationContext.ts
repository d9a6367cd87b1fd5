import type { Graph, Tensor } from '../../graph/graph'
import { less } from '../../graph/ops/arithmetic'
import { cast, fillLike } from '../../graph/ops/array'
import { randomUniform } from '../../graph/ops/random'
import { rowNumbers } from '../../graph/ops/range'
import { unpack } from '../../graph/ops/unpack'
import { type RandomSource, randomKey } from '../../graph/randomKey'
import type { Knob } from '../../model/lowerNetwork'
import { definitionOf, type Operation } from '.'
import type { OperationContext, PictureSize } from './operation'

/** Where all operations take their numbers from. */
export interface DrawSource extends RandomSource {
  /** The pictures to be augmented, uint8 [n, h, w, c]. */
  readonly pictures: Tensor
  /** The value of a strength, fed at each call. */
  knob(knob: Knob): Tensor
}

/** What one operation may use: keys, draws and strengths under its own name, so that operations know nothing of each other. */
export function operationContext(
  graph: Graph,
  source: DrawSource,
  config: Operation,
  { name, tell }: { readonly name: string; tell(parameter: string, value: Tensor): void },
): OperationContext {
  const { pictures } = source
  const { strengths } = definitionOf(config)
  const place = `augmentation/${name}`
  const key = (purpose: string) => randomKey(graph, source, `${place}/${purpose}`)
  const strength = (which: string) => {
    const { least, most } = strengths[which] as (typeof strengths)[string]
    const initial = (config as unknown as Record<string, number>)[which] as number
    return source.knob({ name: `${place}/${which}`, initial, range: [least, most] })
  }
  const tellEach = (parameter: string, value: Tensor) =>
    tell(parameter, value.shape.length > 0 ? value : fillLike(graph, rowNumbers(graph, pictures), value))
  const chosenFrom = ([first, ...uniform]: readonly Tensor[]) => {
    const chosen = less(graph, first as Tensor, strength('probability'))
    tellEach('chosen', cast(graph, chosen, 'float32'))
    return { chosen, uniform }
  }
  const rows = (columns: number) => randomUniform(graph, { rowsOf: pictures, columns }, key('draw'))
  return {
    graph,
    size: pictures.shape.slice(1) as unknown as PictureSize,
    batch: pictures,
    strength,
    key,
    tell: tellEach,
    draw: (count) => chosenFrom(unpack(graph, rows(count + 1), 1)),
    drawOnce: (count) => chosenFrom(unpack(graph, randomUniform(graph, [count + 1], key('draw')))),
  }
}
