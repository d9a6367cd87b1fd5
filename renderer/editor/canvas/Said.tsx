import { useEditor } from '../state/EditorProvider'

/** What is told to those who do not see the canvas. */
export const Said = () => {
  const { text, count } = useEditor((state) => state.said)
  return (
    <p className="visually-hidden" aria-live="polite" data-said={count}>
      {/* The same words twice are said twice. */}
      {text + (count % 2 === 0 ? '' : ' ')}
    </p>
  )
}

/** Why the last wish could not be met. */
export const Refusal = () => {
  const refusal = useEditor((state) => state.refusal)
  return refusal ? <p className="refusal">{refusal}</p> : null
}
