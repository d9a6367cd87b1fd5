import type { Expression } from '../expression'
import type { BlockParameter } from '../parameter'

/** Pieces of which the library's blocks are written. */

/** A setting that is calculated from the block's parameters. */
export const from = ($: Expression) => ({ $ })

/** Whether a `choice` parameter is this word. */
export const is = (parameter: string, text: string): Expression => ({ '=': [parameter, { text }] })

export const filters = { kind: 'whole-number', least: 1, most: 1_048_576 } satisfies BlockParameter
export const stride = { kind: 'whole-number', least: 1, most: 16_384, default: 1 } satisfies BlockParameter
/** Settings of every batch norm in the block: epsilon, momentum and so on. */
export const norm = { kind: 'value', default: {} } satisfies BlockParameter

/** Normal with variance 2 / fan out, as torchvision's and the authors' ResNets start (He et al. 2015, arXiv:1502.01852). */
export const heFanOut = { name: 'he', distribution: 'normal', fan: 'out' } as const
/** The same with 2 / fan in: torchvision's DenseNets. */
export const heFanIn = { name: 'he', distribution: 'normal' } as const
