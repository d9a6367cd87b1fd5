import type { DescribeDataResult } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import type { NetworkPurpose } from '../../../shared/zoo/zooNetwork'

/**
 * Largest side of pictures, in pixels, that a network is made for without being told: a folder of camera pictures of one size is
 * not what it is to see.
 */
const largest = 512

/**
 * The pictures that a network of the zoo is made for: of the size that was asked for, else of the data's own where all are of one
 * size, else of that for which the network was published. Grey if the data is, unless `channels` says otherwise.
 */
export function networkInput(
  found: DescribeDataResult,
  published: NetworkPurpose['input'],
  asked: {
    readonly size?: readonly [height: number, width: number] | undefined
    readonly channels?: 1 | 3 | undefined
  },
): NetworkPurpose['input'] {
  const { imageShape, files } = found
  if (!files) {
    if (asked.size ?? asked.channels) throw ready(imageShape)
    return imageShape
  }
  const [height, width, channels] = imageShape
  const isOwn = files.isOneSize && Math.max(height, width) <= largest
  const [h, w] = asked.size ?? (isOwn ? [height, width] : published)
  return [h, w, asked.channels ?? channels]
}

const ready = (shape: DescribeDataResult['imageShape']): Problem =>
  new Problem({
    code: 'size-not-free',
    message: `the data has images of ${shape.join('x')}; only picture files are scaled`,
    remedy: 'leave the size and the channels out',
  })
