/** A name, a bar, a figure: three cells of a grid. */
export const Meter = ({
  label,
  value,
  text,
  title,
}: {
  label: string
  /** 0 to 1. */
  value: number
  text: string
  title?: string
}) => (
  <>
    <span className="cut" title={title}>
      {label}
    </span>
    <meter className="meter" min={0} max={1} value={value} aria-label={label} aria-valuetext={text} />
    <b>{text}</b>
  </>
)
