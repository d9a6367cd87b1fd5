import { Problem } from '../problem'
import { type ExportOption, ExportOptions, type FormatId } from './exportOptions'

/** A format as the window, the terminal and the jobs know it: data alone. */
export interface FormatDescription {
  readonly id: FormatId
  /** As people call it. */
  readonly name: string
  /** A model is one file, or a folder. */
  readonly kind: 'file' | 'folder'
  /** With the dot; the first is the one that is written. Of a folder: of the file in it that is opened. */
  readonly extensions: readonly string[]
  /** Where it opens, in a sentence. */
  readonly opens: string
  /** What may be chosen, with the values that it has; the first is the default. */
  readonly options: Readonly<Partial<Record<ExportOption, readonly (string | boolean)[]>>>
  readonly isRead: boolean
}

const common = {
  weights: ['float32', 'float16'],
  foldBatchNorm: [false, true],
  output: ['logits', 'probabilities'],
  preprocessing: ['inside', 'outside'],
} as const

/** Every format that can be written, in the order in which people are shown them. One line a format. */
export const exportFormats: readonly FormatDescription[] = []

export function formatDescription(id: FormatId): FormatDescription | undefined {
  return exportFormats.find((format) => format.id === id)
}

/** The options that were given with the format's defaults. Throws `export-option` for one that the format does not have. */
export function formatOptions(format: FormatDescription, given: Partial<ExportOptions>): ExportOptions {
  const defaults: Record<string, unknown> = {}
  for (const [key, values] of Object.entries(format.options)) defaults[key] = values?.[0]
  for (const [key, value] of Object.entries(given)) {
    const values = format.options[key as ExportOption]
    if (value === undefined || values?.includes(value)) continue
    const neutral = ExportOptions.parse({})[key as ExportOption]
    if (!values && value === neutral) continue
    throw new Problem({
      code: 'export-option',
      message: `${format.name} has no ${key} ${JSON.stringify(value)}`,
      remedy: values ? `it has ${values.join(' and ')}` : 'leave it out',
    })
  }
  return ExportOptions.parse({ ...defaults, ...withoutUndefined(given) })
}

const withoutUndefined = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

export { common as commonExportOptions }
