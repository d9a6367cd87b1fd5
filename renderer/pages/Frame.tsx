import { type ReactNode, useContext } from 'react'
import { StudioContext } from '../studio/useStudio'
import { WorkStrip } from './WorkStrip'
import './frame.css'

/** The bar at the top and the page below it. */
export const Frame = ({
  title,
  actions,
  children,
}: {
  /** Beside the mark: where we are. */
  title?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) => (
  <div className="frame">
    <header className="top">
      <a href="#/" className="mark">
        <svg viewBox="0 0 22 22" role="img">
          <title>Home</title>
          <path d="M6 2.5v6M6 13.5v6M11 2.5v1M11 8.5v5M11 18.5v1M16 2.5v6M16 13.5v6" />
          <path className="weft" d="M2.5 6h1M8.5 6h5M18.5 6h1M2.5 11h6M13.5 11h6M2.5 16h1M8.5 16h5M18.5 16h1" />
        </svg>
      </a>
      <div className="grow row">{title ?? <strong>Layerloom</strong>}</div>
      <div className="row">{actions}</div>
    </header>
    <main className="page">
      {useContext(StudioContext) && <WorkStrip />}
      {children}
    </main>
  </div>
)
