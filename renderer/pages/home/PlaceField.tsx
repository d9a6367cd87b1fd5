import { FolderOpen } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlacePurpose } from '../../../shared/contract/desktopBridge'
import { Button } from '../../design/Button'
import { choosePlace } from './choosePlace'
import { FolderDialog } from './FolderDialog'

/**
 * A place on the studio's machine. On the desktop the person chooses it in the system's dialog; in a browser, which has none, they write it or find it in ours,
 * and the studio says whether it lies in what was granted.
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
  const { t } = useTranslation('home')
  const id = useId()
  const [isAsking, setAsking] = useState(false)
  const isDesktop = window.layerloom !== undefined
  const choose = async () => {
    if (!isDesktop) return setAsking(true)
    const place = await choosePlace(purpose)
    if (place) onChange(place)
  }
  return (
    <fieldset className="place-field" aria-labelledby={`${id}-label`}>
      <label id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
      <div className="row">
        <input
          id={id}
          className="box"
          value={value}
          readOnly={isDesktop}
          placeholder={isDesktop ? t('chooseFolder') : t('pathThere')}
          title={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button icon={FolderOpen} onClick={() => void choose()}>
          {t('browse')}
        </Button>
      </div>
      {isAsking && (
        <FolderDialog
          purpose={purpose}
          onClose={() => setAsking(false)}
          onChoose={(place) => {
            setAsking(false)
            onChange(place)
          }}
        />
      )}
    </fieldset>
  )
}
