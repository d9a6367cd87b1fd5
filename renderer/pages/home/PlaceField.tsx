import { useId } from 'react'
import type { PlacePurpose } from '../../../shared/contract/desktopBridge'
import { Button } from '../../design/Button'

/**
 * A place on the studio's machine. On the desktop the person chooses it in the system's dialog; in a browser, which has none, they write it, and the studio says
 * whether it lies in what was granted.
 */
export const PlaceField = ({
  label,
  value,
  purpose,
  onChange,
}: {
  label: string
  value: string
  purpose: PlacePurpose
  onChange(path: string): void
}) => {
  const id = useId()
  const bridge = window.layerloom
  const choose = async () => {
    const place = await bridge?.choosePlace(purpose)
    if (place) onChange(place.path)
  }
  return (
    <fieldset className="field" aria-labelledby={`${id}-label`}>
      <label id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
      <div className="place">
        <input
          id={id}
          value={value}
          readOnly={bridge !== undefined}
          placeholder={bridge ? 'choose a folder' : 'path on the machine that runs the studio'}
          onChange={(event) => onChange(event.target.value)}
        />
        {bridge && <Button onClick={() => void choose()}>Choose …</Button>}
      </div>
    </fieldset>
  )
}
