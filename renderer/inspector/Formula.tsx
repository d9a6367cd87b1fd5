import { createElement, Fragment, type ReactNode } from 'react'
import { type FormulaPart, parseFormula } from './parseFormula'
import './formula.css'

/** A layer's formula in its markup, set: variables italic, indices below, powers above. */
export const Formula = ({ markup }: { markup: string }) => <p className="formula">{set(parseFormula(markup))}</p>

/** Without keys: the parts of a formula stay where they are. */
const set = (parts: readonly FormulaPart[]): ReactNode => createElement(Fragment, null, ...parts.map(one))

function one(part: FormulaPart): ReactNode {
  if (part.kind === 'sign') return part.text
  if (part.kind === 'name') return <i>{part.text}</i>
  return part.kind === 'below' ? <sub>{set(part.parts)}</sub> : <sup>{set(part.parts)}</sup>
}
