import type { ComponentType } from 'react'
import type { Field } from '../../shared/fields/field'
import type { FormWords, Ghost } from './formWords'

export interface SettingsFormProps {
  /** In the order in which they are shown. */
  readonly fields: readonly Field[]
  /** As they are given: what is left out shows its ghost. A value may be `mixed`. */
  readonly values: Readonly<Record<string, unknown>>
  readonly words: FormWords
  /** The values come out of a schema, with defaults filled in: what equals its ghost shows as one. */
  readonly isFilled?: boolean
  /** What counts where nothing is given. Default: the schema's standard. */
  ghostOf?(field: Field): Ghost | undefined
  /** What is wrong with a setting. */
  problemOf?(name: string): string | undefined
  /** `undefined` takes the setting out, so that its ghost is back. */
  onChange(name: string, value: unknown): void
}

export interface SettingFieldProps {
  readonly field: Field
  /** `undefined`: not given; `mixed`: layers differ in it. */
  readonly value: unknown
  readonly ghost: Ghost | undefined
  readonly words: FormWords
  readonly isFilled: boolean
  readonly problem: string | undefined
  /** For settings inside settings: handed on, for the two need each other. */
  readonly Form: ComponentType<SettingsFormProps>
  onChange(value: unknown): void
}
