import { expect, test } from 'vitest'
import { type Axis, outputSize, placeWindows } from './windows'

const plain = { dilation: 1, padding: 'valid' } as const
const cases: [where: string, axis: Axis, size: number | undefined][] = [
  ['LeNet-5 C1', { ...plain, size: 32, kernel: 5, stride: 1 }, 28],
  ['AlexNet stem', { ...plain, size: 224, kernel: 11, stride: 4, padding: [2, 2] }, 55],
  ['ResNet stem', { ...plain, size: 224, kernel: 7, stride: 2, padding: [3, 3] }, 112],
  ['same, stride 2', { ...plain, size: 7, kernel: 3, stride: 2, padding: 'same' }, 4],
  ['dilated', { ...plain, size: 9, kernel: 3, stride: 1, dilation: 2 }, 5],
  ['kernel too large', { ...plain, size: 3, kernel: 5, stride: 1 }, undefined],
  ['dilated kernel too large', { ...plain, size: 4, kernel: 3, stride: 1, dilation: 2 }, undefined],
  ['GoogLeNet pool, rounded up', { ...plain, size: 112, kernel: 3, stride: 2, roundUp: true }, 56],
  ['the same, rounded down', { ...plain, size: 112, kernel: 3, stride: 2 }, 55],
  [
    'no window begins in the padding after',
    { ...plain, size: 5, kernel: 2, stride: 2, padding: [1, 1], roundUp: true },
    3,
  ],
  ['a window larger than its input, rounded up', { ...plain, size: 2, kernel: 3, stride: 2, roundUp: true }, 1],
  ['same, smaller than the window', { ...plain, size: 1, kernel: 5, stride: 1, padding: 'same' }, 1],
]

test.each(cases)('outputSize: %s', (_, axis, size) => expect(outputSize(axis)).toBe(size))

/** Windows counted one by one over the padded axis, by the words of PyTorch's documentation. */
function countedWindows({ size, kernel, stride, dilation, padding, roundUp }: Axis): number {
  const [before, after] = padding as readonly [number, number]
  const covered = (kernel - 1) * dilation + 1
  let count = 0
  for (let start = -before; ; start += stride) {
    const ends = start + covered
    const isWhole = ends <= size + after
    // Rounding up takes one more, if it hangs over the end and begins inside the input or the padding before it.
    const isOverhanging = roundUp && ends - stride < size + after && start < size
    if (!isWhole && !isOverhanging) return count
    if (roundUp && start >= size) return count
    count++
  }
}

test('windows are as many as are counted one by one, and fill what they are said to fill', () => {
  let checked = 0
  for (let size = 1; size <= 9; size++)
    for (let kernel = 1; kernel <= 4; kernel++)
      for (let stride = 1; stride <= 4; stride++)
        for (const dilation of [1, 2])
          for (const roundUp of [false, true])
            for (let before = 0; before < kernel; before++)
              for (let after = 0; after < kernel; after++) {
                const axis: Axis = { size, kernel, stride, dilation, padding: [before, after], roundUp }
                const windows = placeWindows(axis)
                expect(windows?.count ?? 0, JSON.stringify(axis)).toBe(countedWindows(axis))
                if (!windows) continue
                const end = (windows.count - 1) * stride + (kernel - 1) * dilation + 1
                expect(end).toBeLessThanOrEqual(size + before + after + windows.overhang)
                if (windows.overhang > 0) expect(end).toBe(size + before + after + windows.overhang)
                checked++
              }
  expect(checked).toBeGreaterThan(2000)
})

test('same pads as TensorFlow does: an odd pixel goes after', () => {
  expect(placeWindows({ ...plain, size: 8, kernel: 3, stride: 2, padding: 'same' })).toEqual({
    count: 4,
    before: 0,
    after: 1,
    overhang: 0,
  })
  expect(placeWindows({ ...plain, size: 9, kernel: 3, stride: 2, padding: 'same' })).toEqual({
    count: 5,
    before: 1,
    after: 1,
    overhang: 0,
  })
  expect(placeWindows({ ...plain, size: 16, kernel: 7, stride: 2, padding: 'same' })).toEqual({
    count: 8,
    before: 2,
    after: 3,
    overhang: 0,
  })
})
