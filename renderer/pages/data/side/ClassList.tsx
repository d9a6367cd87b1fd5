import { useTranslation } from 'react-i18next'
import type { ClassCounts } from '../../../../shared/contract/studio/datasets'
import { PanelSection } from '../../../design/Panel'
import { countText } from '../../../words/figures'

/** So many times fewer pictures than the class in the middle: it is seldom seen. */
const fewer = 3

/** Classes with their pictures as bars; one that is pressed is all that is shown. */
export const ClassList = ({
  classes,
  shown,
  onShow,
}: {
  classes: readonly ClassCounts[]
  shown: string | undefined
  /** Left out where pictures cannot be shown class by class. */
  onShow?: ((name: string | undefined) => void) | undefined
}) => {
  const { t } = useTranslation('data')
  const counts = classes.map(({ name, train, validation, test }) => ({ name, count: train + validation + test }))
  const most = Math.max(1, ...counts.map(({ count }) => count))
  const middle = [...counts].sort((a, b) => a.count - b.count)[counts.length >> 1]?.count ?? 0
  return (
    <PanelSection title={t('classes')} aside={t('picturesAside')}>
      <ul className="class-list">
        {counts.map(({ name, count }) => {
          const look = count * fewer < middle ? 'class-row low' : 'class-row'
          const row = (
            <>
              <span className="cut">{name}</span>
              <span className="class-track" aria-hidden>
                <i className="class-bar" style={{ width: `${(100 * count) / most}%` }} />
              </span>
              <span className="class-count">{countText(count)}</span>
            </>
          )
          return (
            <li key={name} title={name}>
              {onShow ? (
                <button
                  type="button"
                  className={look}
                  aria-pressed={shown === name}
                  onClick={() => onShow(shown === name ? undefined : name)}
                >
                  {row}
                </button>
              ) : (
                <div className={look}>{row}</div>
              )}
            </li>
          )
        })}
      </ul>
    </PanelSection>
  )
}
