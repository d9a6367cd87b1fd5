/** How far something is. `value` from 0 to 1; `undefined`: it cannot be told. `label` names it. */
export const Progress = ({ label, value }: { label: string; value: number | undefined }) => (
  <progress className="bar" aria-label={label} {...(value !== undefined && { value })} max={1} />
)
