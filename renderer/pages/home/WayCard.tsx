import type { ReactNode } from 'react'

/** One way in: its picture, what it is, and the button that begins it. */
export const WayCard = ({
  art,
  title,
  about,
  children,
  isFirst,
}: {
  art: ReactNode
  title: string
  about: string
  /** The button, and a word beside it. */
  children: ReactNode
  isFirst?: boolean
}) => (
  <section className={isFirst ? 'way first' : 'way'}>
    <div className="way-art">{art}</div>
    <h2>{title}</h2>
    <p>{about}</p>
    <div className="way-go">{children}</div>
  </section>
)
