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
  onShow(name: string | undefined): void
}) => {
  const { t } = useTranslation('data')
  const counts = classes.map(({ name, train, validation, test }) => ({ name, count: train + validation + test }))
  const most = Math.max(1, ...counts.map(({ count }) => count))
  const middle = [...counts].sort((a, b) => a.count - b.count)[counts.length >> 1]?.count ?? 0
  return (
    <PanelSection title={t('classes')} aside={t('picturesAside')}>
      <ul className="class-list">
        {counts.map(({ name, count }) => (
          <li key={name}>
            <button
              type="button"
              className={count * fewer < middle ? 'class-row low' : 'class-row'}
              aria-pressed={shown === name}
              title={name}
              onClick={() => onShow(shown === name ? undefined : name)}
            >
              <span className="cut">{name}</span>
              <span className="class-track" aria-hidden>
                <i className="class-bar" style={{ width: `${(100 * count) / most}%` }} />
              </span>
              <span className="class-count">{countText(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
