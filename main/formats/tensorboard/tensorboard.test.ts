import { expect, test } from 'vitest'
import { encodeEventFile, eventFileName } from '.'

test("a file with a figure and a histogram has the bytes of TensorBoard's own writer", () => {
  // tensorboard 2.20: RecordWriter over event_pb2.Event with the same values.
  const golden =
    '1800000000000000a37f4b220900002040fc54d9411a0d627261696e2e4576656e743a322b35311080000000000000002a5b60ec0900002040fc54d9411087ad4b2a710a0b0a046c6f7373150000803e0a620a0d776569676874732f636f6e76312a5109000000000000f0bf110000000000000840190000000000001c402100000000000020402900000000000030403210000000000000f03f00000000000008403a10000000000000084000000000000010409f7f04e7'
  const histogram = { least: -1, most: 3, limits: [1, 3], counts: [3, 4] }
  const values = [
    { tag: 'loss', value: 0.25 },
    { tag: 'weights/conv1', value: histogram },
  ]
  const file = encodeEventFile([{ seconds: 1_700_000_000.5, step: 1_234_567, values }])
  expect(Buffer.from(file).toString('hex')).toBe(golden)
  expect(eventFileName(1_700_000_000.5)).toBe('events.out.tfevents.1700000000.layerloom')
})
