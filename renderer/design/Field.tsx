import { Field as Base } from '@base-ui/react/field'
import type { ReactNode } from 'react'
import './Field.css'

export interface FieldProps {
  readonly label: string
  /** What it means, below. */
  readonly hint?: ReactNode
  /** What is wrong with it, below, in place of the hint. */
  readonly problem?: string | undefined
  /** Label at the left, in a row, as in the inspector. */
  readonly inRow?: boolean
  /** The label is only heard: what stands around says it to the eye. */
  readonly quiet?: boolean
  /** One control of this folder: it is named by the label. */
  readonly children: ReactNode
}

/** A control with its label. */
export const Field = ({ label, hint, problem, inRow, quiet, children }: FieldProps) => (
  <Base.Root className={inRow ? 'form-field in-row' : 'form-field'} invalid={problem !== undefined}>
    <Base.Label className={quiet ? 'visually-hidden' : 'form-label cut'} title={label}>
      {label}
    </Base.Label>
    <div className="form-control">{children}</div>
    {problem !== undefined ? (
      <Base.Error match className="form-problem">
        {problem}
      </Base.Error>
    ) : (
      hint && <Base.Description className="form-hint">{hint}</Base.Description>
    )}
  </Base.Root>
)
