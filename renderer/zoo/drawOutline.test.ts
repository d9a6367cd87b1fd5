import { expect, test } from 'vitest'
import { zooFacts } from '../../shared/zoo/facts'
import { drawOutline } from './drawOutline'

const [width, height] = [120, 40]

test.each(Object.entries(zooFacts))(
  '%s fits its drawing, blocks side by side and none too thin to see',
  (_, { outline }) => {
    const blocks = drawOutline(outline, width, height)
    expect(blocks).toHaveLength(outline.length)
    for (const [k, block] of blocks.entries()) {
      expect(block.width).toBeGreaterThan(1.5)
      expect(block.height).toBeLessThanOrEqual(height)
      const next = blocks[k + 1]
      if (next) expect(next.x).toBeGreaterThan(block.x + block.width)
      else expect(block.x + block.width).toBeCloseTo(width)
      for (const cut of block.cuts) expect(cut).toBeLessThan(block.width)
    }
  },
)

test('smaller pictures are lower blocks', () => {
  const heights = drawOutline(zooFacts['resnet-18']?.outline ?? [], width, height).map((block) => block.height)
  expect([...heights].sort((a, b) => b - a)).toEqual(heights)
})
