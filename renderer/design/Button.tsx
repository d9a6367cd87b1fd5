import type { ButtonHTMLAttributes } from 'react'
import { Icon, type LucideIcon } from './Icon'
import './Button.css'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The one thing that this page is for. */
  readonly main?: boolean
  /** Without an edge, for what stands in a row of its kind. */
  readonly flat?: boolean
  /** 24 px high. */
  readonly small?: boolean
  /** What destroys. */
  readonly danger?: boolean
  readonly icon?: LucideIcon
}

export const Button = ({ main, flat, small, danger, icon, children, className, ...rest }: ButtonProps) => (
  <button
    type="button"
    className={['button', main && 'main', flat && 'flat', small && 'small', danger && 'danger', className]
      .filter(Boolean)
      .join(' ')}
    {...rest}
  >
    {icon && <Icon of={icon} />}
    {children}
  </button>
)
