import { Search } from 'lucide-react'
import { type Ref, useId } from 'react'
import { Icon } from './Icon'
import { Kbd } from './Kbd'
import './Field.css'
import './SearchField.css'

/** A field to look for something in what is shown below it. */
export const SearchField = ({
  label,
  value,
  keys,
  ref,
  onChange,
}: {
  /** Its name, and what stands in it while it is empty. */
  label: string
  value: string
  /** The key that leads here. */
  keys?: string
  ref?: Ref<HTMLInputElement>
  onChange(value: string): void
}) => {
  const id = useId()
  return (
    <div className="box search">
      <label htmlFor={id}>
        <Icon of={Search} />
        <span className="visually-hidden">{label}</span>
      </label>
      <input
        id={id}
        ref={ref}
        value={value}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onChange('')
        }}
      />
      {keys && value === '' && <Kbd>{keys}</Kbd>}
    </div>
  )
}
