/** The weave of the program's icon. */
export const Mark = () => (
  <svg viewBox="0 0 22 22" role="img" className="mark-drawing">
    <title>Layerloom</title>
    <path d="M6 2.5v6M6 13.5v6M11 2.5v1M11 8.5v5M11 18.5v1M16 2.5v6M16 13.5v6" />
    <path className="weft" d="M2.5 6h1M8.5 6h11M2.5 11h11M18.5 11h1M2.5 16h1M8.5 16h11" />
  </svg>
)
