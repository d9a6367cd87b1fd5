import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../design/Dialog'
import { SearchField } from '../../design/SearchField'

/** Which class the chosen pictures are of. Letters find one, Enter takes the first. */
export const LabelDialog = ({
  count,
  classes,
  onChoose,
  onClose,
}: {
  count: number
  classes: readonly string[]
  onChoose(className: string): void
  onClose(): void
}) => {
  const { t } = useTranslation('data')
  const [text, setText] = useState('')
  const found = classes.filter((name) => name.toLocaleLowerCase().includes(text.toLocaleLowerCase()))
  return (
    <Dialog isOpen title={t('labelTitle', { count })} about={t('labelWhy')} onClose={onClose}>
      <form
        className="label-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (found[0] !== undefined) onChoose(found[0])
        }}
      >
        <SearchField label={t('class')} value={text} onChange={setText} />
        <div className="label-classes">
          {found.map((name, k) => (
            <button
              key={name}
              type="button"
              className={k === 0 ? 'menu-item first' : 'menu-item'}
              title={name}
              onClick={() => onChoose(name)}
            >
              <span className="cut">{name}</span>
            </button>
          ))}
        </div>
      </form>
    </Dialog>
  )
}
