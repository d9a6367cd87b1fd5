import {
  deadRelu,
  gap,
  notANumber,
  notFalling,
  rateTooHigh,
  validationRising,
  validationStill,
  vanishing,
} from './rules'
import type { Finding, Rule, Signals } from './signals'

/** The gravest first: only one finding is shown at a time. */
const rules: readonly Rule[] = [
  notANumber,
  rateTooHigh,
  notFalling,
  validationRising,
  deadRelu,
  vanishing,
  validationStill,
  gap,
]

/** All that is to be said of a run now, the gravest first. */
export const findings = (signals: Signals): Finding[] =>
  rules.flatMap((rule) => {
    const finding = rule(signals)
    return finding ? [finding] : []
  })

export type { Finding, FindingId, Remedy, Signals } from './signals'
