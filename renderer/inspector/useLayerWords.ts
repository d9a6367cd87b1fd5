import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { layerDefinition } from '../../shared/layers'
import type { LayerFamily } from '../../shared/layers/layer'
import type { FormWords } from '../form/formWords'
import { pairOf } from '../form/valueText'

type Config = Readonly<Record<string, unknown>>

export interface LayerWords {
  /** `Conv 3×3`, `ReLU`. */
  title(type: string, config: Config): string
  family(family: LayerFamily | 'block'): string
  /** What it does, with its own numbers. */
  about(type: string, config: Config): string
  /** What a block is: in words of ours where the library has it, else its own title. */
  block(name: string, title: string | undefined): string | undefined
  /** Whose rule it follows, Keras' or PyTorch's. */
  convention(type: string): string
  /** Along what a sum is. */
  along(axis: string): string
  readonly form: FormWords
}

/** The words of layers in the language of the window. */
export function useLayerWords(): LayerWords {
  const { t } = useTranslation('layers')
  return useMemo(() => {
    const say = t as unknown as (key: string, options?: object) => string
    const isKnown = (type: string) => layerDefinition(type) !== undefined
    const kindOf = (config: Config) => (typeof config.kind === 'string' ? config.kind : 'relu')
    return {
      title(type, config) {
        if (type === 'activation') return say(`activations.${kindOf(config)}.name`, { defaultValue: kindOf(config) })
        const name = isKnown(type) ? say(`types.${type}.name`) : type
        const window = pairOf(config.kernel ?? (/-pool$/.test(type) ? config.size : undefined))
        return window ? `${name} ${window[0]}×${window[1]}` : name
      },
      family: (family) => say(`families.${family}`),
      about(type, config) {
        if (!isKnown(type)) return ''
        if (type === 'activation') return say(`activations.${kindOf(config)}.about`, { defaultValue: '' })
        return say(
          `types.${type}.about`,
          Object.fromEntries(shownNumbers.map((name) => [name, numberOf(config[name])])),
        )
      },
      block: (name, title) => say(`blocks.${name}`, { defaultValue: title ?? '' }) || undefined,
      convention: (type) => (isKnown(type) ? say(`types.${type}.convention`) : ''),
      along: (axis) => say(`sums.${axis}`),
      form: {
        label: (name) => say(`fields.${name}`, { defaultValue: name }),
        choice: (name, word) =>
          name === 'kind'
            ? say(`activations.${word}.name`, { defaultValue: word })
            : say(`choices.${word}`, { defaultValue: word }),
      },
    }
  }, [t])
}

/** Settings that an explanation may name. */
const shownNumbers = ['filters', 'kernel', 'units', 'size', 'groups', 'rate', 'deviation', 'factor']

function numberOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const pair = pairOf(value)
  return pair ? `${pair[0]}×${pair[1]}` : '…'
}
