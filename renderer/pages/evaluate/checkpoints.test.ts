import { expect, test } from 'vitest'
import { stopsOf } from './checkpoints'

const at = (kind: 'newest' | 'best' | 'snapshot', step: number, epoch: number) => ({
  kind,
  step,
  epoch,
  savedAt: '2026-12-01T00:00:00.000Z',
  bytes: 1,
})

test('each step is a stop once, oldest first, and the best is asked for by its word', () => {
  expect(stopsOf([at('newest', 30, 3), at('best', 20, 2), at('newest', 20, 2), at('snapshot', 5, 0)])).toEqual([
    { pick: { step: 5 }, step: 5, epoch: 0, isBest: false },
    { pick: 'best', step: 20, epoch: 2, isBest: true },
    { pick: { step: 30 }, step: 30, epoch: 3, isBest: false },
  ])
})
