import { expect, test } from 'vitest'
import type { DescribeDataResult } from '../../../shared/contract/jobs'
import { networkInput } from './networkInput'

const found = (imageShape: [number, number, number], isOneSize?: boolean): DescribeDataResult => ({
  task: 'describe-data',
  imageShape,
  classes: ['a', 'b'],
  counts: { train: 1, validation: 1, test: 1 },
  ...(isOneSize !== undefined && { files: { undealt: 0, isOneSize } }),
})
const published = [224, 224, 3] as const

const cases: [what: string, found: DescribeDataResult, asked: Parameters<typeof networkInput>[2], input: number[]][] = [
  ['images that have their size', found([28, 28, 1]), {}, [28, 28, 1]],
  ['pictures of one size', found([32, 48, 3], true), {}, [32, 48, 3]],
  ['grey pictures of one size', found([28, 28, 1], true), {}, [28, 28, 1]],
  ['pictures of many sizes', found([375, 500, 3], false), {}, [224, 224, 3]],
  ['camera pictures of one size', found([3000, 4000, 3], true), {}, [224, 224, 3]],
  ['a size that was asked for', found([375, 500, 3], false), { size: [64, 96] }, [64, 96, 3]],
  ['a colour that was asked for', found([375, 500, 3], false), { channels: 1 }, [224, 224, 1]],
]
test.each(cases)('%s', (_, data, asked, input) => expect(networkInput(data, published, asked)).toEqual(input))

test('a size for images that are not scaled is refused', () =>
  expect(() => networkInput(found([28, 28, 1]), published, { size: [32, 32] })).toThrow(
    'only picture files are scaled',
  ))
