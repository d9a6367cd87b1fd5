import type { Field } from '../../shared/fields/field'

type Config = Readonly<Record<string, unknown>>

/** Settings that mean something only while another has a value; one that is given all the same is shown, so that it can be taken out. */
const conditions: Readonly<Record<string, (config: Config, type: string) => boolean>> = {
  biasInitializer: ({ bias }) => bias !== false,
  gammaInitializer: ({ scale }) => scale !== false,
  betaInitializer: ({ center }) => center !== false,
  slope: ({ kind }, type) => type !== 'activation' || kind === 'leaky-relu',
  sigma: ({ filter = 'gaussian' }) => filter === 'gaussian',
  size: ({ filter = 'gaussian' }, type) => type !== 'image-filter' || filter === 'gaussian',
  numbers: ({ filter }) => filter === 'numbers',
}

/** The settings of a layer that mean something as it stands. */
export const shownFields = (fields: readonly Field[], type: string, config: Config): readonly Field[] =>
  fields.filter(({ name }) => Object.hasOwn(config, name) || (conditions[name]?.(config, type) ?? true))
