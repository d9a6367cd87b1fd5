import type { z } from 'zod'
import type { InnerLayer } from '../block'
import type { Expression } from '../expression'
import { convNorm } from './convNorm'
import { type LibraryBlock, libraryBlock } from './libraryBlock'
import { filters, from } from './parts'

/**
 * The five modules of Inception v3 (Szegedy et al. 2015, arXiv:1512.00567, figures 5 to 7 and 10), as torchvision names and builds
 * them. Average pools count the border, as PyTorch's do (Keras' do not).
 */

type Inner = z.input<typeof InnerLayer>
type Kernel = number | readonly [height: number, width: number]

/** A convolution of stride 1 that keeps the size, with its norm and ReLU. */
function conv(
  id: string,
  source: string,
  count: number | { $: Expression },
  kernel: Kernel,
  config: object = {},
): Inner {
  const [height, width] = typeof kernel === 'number' ? [kernel, kernel] : kernel
  const padding = [(height - 1) / 2, (width - 1) / 2]
  return {
    id,
    type: 'block',
    block: convNorm.name,
    inputs: [source],
    config: { filters: count, kernel: [height, width], padding, ...config },
  }
}
/** The same without padding and with stride 2: it halves the picture. */
const halving = (id: string, source: string, count: number) =>
  conv(id, source, count, 3, { padding: 'valid', stride: 2 })

const meanPool: Inner = {
  id: 'pool',
  type: 'avg-pool',
  inputs: ['in'],
  config: { size: 3, stride: 1, padding: 1, countBorder: true },
}
const halvingPool: Inner = { id: 'pool', type: 'max-pool', inputs: ['in'], config: { size: 3, stride: 2 } }

/** The branches' ends joined along the channels. */
const joined = (...inputs: string[]): Inner => ({ id: 'concat', type: 'concat', inputs })

const moduleOf = (
  name: string,
  title: string,
  parameters: Parameters<typeof libraryBlock>[1]['parameters'],
  layers: Inner[],
): LibraryBlock => libraryBlock(name, { title, parameters: parameters ?? {}, layers, output: 'concat' }, [convNorm])

/** 35x35: the 5x5 of the 2014 module, and a second 3x3 behind a 3x3. */
export const inceptionA = moduleOf('inception-a', '1x1, 5x5 and two 3x3 side by side', { pooled: filters }, [
  conv('branch1x1', 'in', 64, 1),
  conv('branch5x5_1', 'in', 48, 1),
  conv('branch5x5_2', 'branch5x5_1', 64, 5),
  conv('branch3x3dbl_1', 'in', 64, 1),
  conv('branch3x3dbl_2', 'branch3x3dbl_1', 96, 3),
  conv('branch3x3dbl_3', 'branch3x3dbl_2', 96, 3),
  meanPool,
  conv('branch_pool', 'pool', from('pooled'), 1),
  joined('branch1x1', 'branch5x5_2', 'branch3x3dbl_3', 'branch_pool'),
])

/** 35x35 to 17x17. */
export const inceptionB = moduleOf('inception-b', 'halves 35x35: convolutions of stride 2 beside a pool', {}, [
  halving('branch3x3', 'in', 384),
  conv('branch3x3dbl_1', 'in', 64, 1),
  conv('branch3x3dbl_2', 'branch3x3dbl_1', 96, 3),
  halving('branch3x3dbl_3', 'branch3x3dbl_2', 96),
  halvingPool,
  joined('branch3x3', 'branch3x3dbl_3', 'pool'),
])

const narrow = from('narrow')
const across: Kernel = [1, 7]
const down: Kernel = [7, 1]

/** 17x17: 7x7 as 1x7 and 7x1. */
export const inceptionC = moduleOf('inception-c', '7x7 taken apart into 1x7 and 7x1', { narrow: filters }, [
  conv('branch1x1', 'in', 192, 1),
  conv('branch7x7_1', 'in', narrow, 1),
  conv('branch7x7_2', 'branch7x7_1', narrow, across),
  conv('branch7x7_3', 'branch7x7_2', 192, down),
  conv('branch7x7dbl_1', 'in', narrow, 1),
  conv('branch7x7dbl_2', 'branch7x7dbl_1', narrow, down),
  conv('branch7x7dbl_3', 'branch7x7dbl_2', narrow, across),
  conv('branch7x7dbl_4', 'branch7x7dbl_3', narrow, down),
  conv('branch7x7dbl_5', 'branch7x7dbl_4', 192, across),
  meanPool,
  conv('branch_pool', 'pool', 192, 1),
  joined('branch1x1', 'branch7x7_3', 'branch7x7dbl_5', 'branch_pool'),
])

/** 17x17 to 8x8. */
export const inceptionD = moduleOf('inception-d', 'halves 17x17: convolutions of stride 2 beside a pool', {}, [
  conv('branch3x3_1', 'in', 192, 1),
  halving('branch3x3_2', 'branch3x3_1', 320),
  conv('branch7x7x3_1', 'in', 192, 1),
  conv('branch7x7x3_2', 'branch7x7x3_1', 192, across),
  conv('branch7x7x3_3', 'branch7x7x3_2', 192, down),
  halving('branch7x7x3_4', 'branch7x7x3_3', 192),
  halvingPool,
  joined('branch3x3_2', 'branch7x7x3_4', 'pool'),
])

/** 8x8: 3x3 as 1x3 beside 3x1. */
export const inceptionE = moduleOf('inception-e', '3x3 taken apart into 1x3 beside 3x1', {}, [
  conv('branch1x1', 'in', 320, 1),
  conv('branch3x3_1', 'in', 384, 1),
  conv('branch3x3_2a', 'branch3x3_1', 384, [1, 3]),
  conv('branch3x3_2b', 'branch3x3_1', 384, [3, 1]),
  conv('branch3x3dbl_1', 'in', 448, 1),
  conv('branch3x3dbl_2', 'branch3x3dbl_1', 384, 3),
  conv('branch3x3dbl_3a', 'branch3x3dbl_2', 384, [1, 3]),
  conv('branch3x3dbl_3b', 'branch3x3dbl_2', 384, [3, 1]),
  meanPool,
  conv('branch_pool', 'pool', 192, 1),
  joined('branch1x1', 'branch3x3_2a', 'branch3x3_2b', 'branch3x3dbl_3a', 'branch3x3dbl_3b', 'branch_pool'),
])
