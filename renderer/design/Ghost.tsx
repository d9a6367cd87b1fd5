import './NumberField.css'
import './Field.css'
import { Tooltip } from './Tooltip'

/** A value that was worked out and not set: dashed and italic, with its reason at the right. */
export const Ghost = ({ value, why, explain }: { value: string; why?: string; explain?: string }) => {
  const box = (
    <span className="box ghost">
      <em className="cut">{value}</em>
      <span className="grow" />
      {why && <span className="why">{why}</span>}
    </span>
  )
  return explain ? <Tooltip text={explain}>{box}</Tooltip> : box
}
