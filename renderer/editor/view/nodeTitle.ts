import type { TFunction } from 'i18next'
import type { Offer } from '../../../shared/model/edits'
import type { NodeFacts } from './nodeFacts'

type Words = TFunction<readonly ['editor', 'layers']>
type Named = Pick<NodeFacts, 'type' | 'block' | 'config'>

/** What a node is called beside its own name: `Conv 3×3`, `ReLU`, `Residual block`. */
export function nodeTitle(t: Words, { type, block, config }: Named): string {
  if (type === 'block') return blockTitle(t, block ?? '')
  if (type === 'activation')
    return t(`layers:activations.${config.kind as 'relu'}.name`, { defaultValue: String(config.kind) })
  const name = t(`layers:types.${type as 'conv2d'}.name`, { defaultValue: type })
  const window = pairText(config.kernel ?? (/-pool$/.test(type) ? config.size : undefined))
  if (window) return `${name} ${window}`
  return typeof config.rate === 'number' ? `${name} ${String(config.rate).replace(/^0\./, '.')}` : name
}

export const offerTitle = (t: Words, { type, block, config }: Pick<Offer, 'type' | 'block' | 'config'>): string =>
  nodeTitle(t, { type, block, config })

/** A block of the library has a word, one that somebody made its own name. */
const blockTitle = (t: Words, block: string): string => t(`blocks.${block as 'residual'}`, { defaultValue: block })

export const pairText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return `${value}×${value}`
  return Array.isArray(value) && value.every((each) => typeof each === 'number') ? value.join('×') : undefined
}

/** 28×28×1. */
export const shapeText = (shape: readonly (number | undefined)[]): string => shape.map((size) => size ?? '…').join('×')
