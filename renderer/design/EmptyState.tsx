import type { ReactNode } from 'react'
import { Icon, type LucideIcon } from './Icon'
import './EmptyState.css'

/** A page or panel that has nothing yet: what will stand here, and what to do next. */
export const EmptyState = ({
  icon,
  title,
  why,
  children,
}: {
  icon?: LucideIcon
  title: string
  why?: string
  /** The next step: a button, mostly. */
  children?: ReactNode
}) => (
  <div className="empty-state">
    {icon && <Icon of={icon} size={24} />}
    <h2>{title}</h2>
    {why && <p>{why}</p>}
    {children && <div className="row">{children}</div>}
  </div>
)
