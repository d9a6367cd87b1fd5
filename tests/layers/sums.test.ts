import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { layerDefinitions } from '../../shared/layers'
import type { ExamCase } from '../../shared/layers/exam'

/**
 * What the inspector shows of how a size comes about is arithmetic: it is calculated here from its own signs, and what comes out
 * must be the size that the exam states.
 */
const axes = { height: [0], width: [1], both: [0, 1], channels: [2] } as const

function calculated(side: string): number {
  const code = side
    .replaceAll('·', '*')
    .replaceAll('−', '-')
    .replaceAll('⌊', 'Math.floor(')
    .replaceAll('⌈', 'Math.ceil(')
    .replace(/[⌋⌉]/g, ')')
  if (/[^\d\s+\-*/().]/.test(code.replace(/Math\.(floor|ceil)/g, ''))) throw new Error(`not arithmetic: ${side}`)
  return new Function(`return ${code}`)() as number
}

const withSums = layerDefinitions.filter(({ sums }) => sums)

test('all layers that slide windows or change sizes show their sums', () => {
  expect(withSums.map(({ type }) => type).sort()).toEqual(
    [
      ...[
        'avg-pool',
        'concat',
        'conv2d',
        'conv2d-transpose',
        'depthwise-conv2d',
        'flatten',
        'image-filter',
        'max-pool',
      ],
      ...['option-a-shortcut', 'reshape', 'separable-conv2d', 'upsampling', 'zero-pad'],
    ].sort(),
  )
})

describe.each(withSums.map((definition) => [definition.type, definition] as const))('%s', (type, definition) => {
  test('every case of its exam', async () => {
    const file = path.resolve(__dirname, '../../shared/layers', type, 'exam.ts')
    expect(existsSync(file)).toBe(true)
    const { exam } = (await import(file)) as { exam: readonly ExamCase[] }
    for (const { name, config, inputs, output } of exam) {
      const sums = definition.sums?.(definition.schema.parse(config), inputs, output) ?? []
      expect(sums.length, name).toBeGreaterThan(0)
      for (const { along, sum } of sums) {
        const sides = sum.split(' = ').map(calculated)
        const expected =
          along === 'values' ? [output.reduce((a, b) => a * b, 1)] : axes[along].map((axis) => output[axis])
        for (const side of sides) for (const size of expected) expect(side, `${name}: ${sum}`).toBe(size)
      }
    }
  })
})

test('the sum of a textbook: LeNet-5, C1', () => {
  const conv = layerDefinitions.find(({ type }) => type === 'conv2d')
  const config = conv?.schema.parse({ filters: 6, kernel: 5, padding: 'valid' }) as object
  expect(conv?.sums?.(config, [[28, 28, 1]], [24, 24, 6])).toEqual([
    { along: 'both', sum: '(28 − 5 + 2·0)/1 + 1 = 24' },
  ])
})
