import type { ButtonHTMLAttributes } from 'react'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The one thing that this page is for. */
  readonly main?: boolean
}

export const Button = ({ main = false, ...rest }: ButtonProps) => (
  <button type="button" className={main ? 'button main' : 'button'} {...rest} />
)
