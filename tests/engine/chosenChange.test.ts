import { expect, test } from 'vitest'
import { randomFrom } from '../../main/disk/testing/randomFrom'
import { Graph } from '../../shared/graph/graph'
import { constant } from '../../shared/graph/ops/array'
import { applyChange, changeNames } from '../../shared/training/augmentation/chosenChange'
import { asArray, runGraph } from '../runGraph'

/** Enough pixels for levels to be made equally frequent. */
const shape = [20, 18, 3] as const
const size = 20 * 18 * 3
const random = randomFrom(4)

/** Amounts at which each change shows. */
const amounts = [0, 0.3, -0.3, 2, -1, 20, 1.5, 0.4, 1.6, 0.2, 3, 100, 0, 0]
/** Every change twice, mixed. */
const which = Array.from({ length: 2 * changeNames.length }, (_, k) => (k * 9) % changeNames.length)
const pictures = Float32Array.from({ length: which.length * size }, () => 40 + random(150))
const pictureOf = (k: number) => pictures.subarray(k * size, (k + 1) * size)

/** The pictures at these positions, changed together. */
async function changed(positions: readonly number[]): Promise<Float32Array[]> {
  const graph = new Graph()
  const images = Float32Array.from(positions.flatMap((k) => [...pictureOf(k)]))
  const chosen = positions.map((k) => which[k] as number)
  const result = applyChange(
    graph,
    constant(graph, images, 'float32', [positions.length, ...shape]),
    constant(graph, chosen, 'int32'),
    constant(
      graph,
      chosen.map((change) => amounts[change] as number),
      'float32',
    ),
  )
  const values = Float32Array.from(asArray((await runGraph(graph, { result })).result))
  return positions.map((_, at) => values.slice(at * size, (at + 1) * size))
}

test('each picture of a mixed batch is changed as it is alone, and stands in its place', async () => {
  const together = await changed([...which.keys()])
  for (const k of which.keys()) expect(together[k], changeNames[which[k] as number]).toEqual((await changed([k]))[0])
})

test('each change shows, and the one that is none does not', async () => {
  const together = await changed([...which.keys()])
  for (const [k, change] of which.entries()) {
    const isSame = (together[k] as Float32Array).every((value, at) => value === pictureOf(k)[at])
    expect(isSame, changeNames[change]).toBe(changeNames[change] === 'identity')
  }
  const solarized = which.indexOf(changeNames.indexOf('solarize'))
  const turned = pictureOf(solarized).map((value) => (value < 100 ? value : 255 - value))
  expect(together[solarized]).toEqual(turned)
})
