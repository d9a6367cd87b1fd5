import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Inference } from '../../shared/model/infer'
import { Button } from '../design/Button'
import { IconButton } from '../design/IconButton'
import { NumberField } from '../design/NumberField'
import { NamesField } from './NamesField'
import '../form/form.css'
import './fineTuning.css'

interface Rule {
  readonly layers: string[]
}

export interface LayerRulesProps<R extends Rule> {
  readonly legend: string
  readonly rules: readonly R[]
  readonly inference: Inference
  readonly namesLabel: string
  /** The number that a rule has for its layers. */
  readonly number: {
    readonly label: string
    readonly min: number
    readonly max: number
    readonly isWhole?: boolean
    readonly isLog?: boolean
    readonly of: (rule: R) => number
    readonly put: (rule: R, value: number) => R
  }
  readonly removeLabel: (rule: R) => string
  readonly add: { readonly label: string; readonly rule: () => R }
  /** Rules made for the whole network. */
  readonly fill: { readonly label: string; readonly why: string; readonly rules: () => R[] }
  /** A word below the rules. */
  readonly children?: ReactNode
  onChange(rules: R[]): void
}

/** A list of rules, each a number and the layers to which it applies: added, changed and removed one by one, or made for all layers at once. */
export function LayerRules<R extends Rule>({
  legend,
  rules,
  inference,
  namesLabel,
  number,
  removeLabel,
  add,
  fill,
  children,
  onChange,
}: LayerRulesProps<R>) {
  const { of, put, ...field } = number
  const set = (k: number, rule: R) => onChange(rules.map((one, at) => (at === k ? rule : one)))
  return (
    <fieldset className="group-field">
      <legend className="group-name">{legend}</legend>
      {rules.map((rule, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have nothing but their place
        <div className="layer-rule" key={k}>
          <NumberField
            {...field}
            value={of(rule)}
            onChange={(value) => value !== undefined && set(k, put(rule, value))}
          />
          <NamesField
            label={namesLabel}
            names={rule.layers}
            inference={inference}
            onChange={(layers) => layers.length > 0 && set(k, { ...rule, layers })}
          />
          <IconButton
            small
            icon={X}
            label={removeLabel(rule)}
            onClick={() => onChange(rules.filter((_, at) => at !== k))}
          />
        </div>
      ))}
      {children}
      <div className="fine-tuning-buttons">
        <Button small onClick={() => onChange([...rules, add.rule()])}>
          {add.label}
        </Button>
        <Button small title={fill.why} onClick={() => onChange(fill.rules())}>
          {fill.label}
        </Button>
      </div>
    </fieldset>
  )
}
