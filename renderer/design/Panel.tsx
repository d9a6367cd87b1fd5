import type { ReactNode } from 'react'
import './Panel.css'

/** A panel that hugs an edge of a page and scrolls by itself. `label` names it. */
export const Panel = ({ label, side, children }: { label: string; side?: 'left' | 'right'; children: ReactNode }) => (
  <section className={side ? `panel ${side}` : 'panel'} aria-label={label}>
    {children}
  </section>
)

/** A part of a panel: a heading, something dim at its right, what belongs to it. */
export const PanelSection = ({
  title,
  aside,
  children,
}: {
  title?: string
  aside?: ReactNode
  children: ReactNode
}) => (
  <div className="panel-section">
    {(title || aside) && (
      <div className="panel-head">
        {title && <h2 className="cut">{title}</h2>}
        {aside && <span className="panel-aside">{aside}</span>}
      </div>
    )}
    {children}
  </div>
)
