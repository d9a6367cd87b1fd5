import { StepForward } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabPicture } from '../../../../shared/contract/lab/labQuestion'
import type { PictureSize } from '../../../../shared/training/augmentation/operation'
import { Button } from '../../../design/Button'
import { EmptyState } from '../../../design/EmptyState'
import { Picture } from '../../../design/Picture'
import { ProblemNotice } from '../../../design/ProblemNotice'
import { useProject } from '../../../studio/useProject'
import type { PolicyName } from './augmentationEdits'
import { useAugmented } from './useAugmented'

const variants = 24
/** Of the ready policies, those that suit most pictures. */
const offered = ['light', 'medium', 'strong'] as const

/** The picture that is chosen as training sees it, again and again. */
export const AugmentationWall = ({
  picture,
  name,
  size,
  onPolicy,
}: {
  picture: LabPicture | undefined
  /** What stands below the original. */
  name: string | undefined
  size: PictureSize
  /** Takes one of the ready policies, where nothing is augmented yet. */
  onPolicy(name: PolicyName): void
}) => {
  const { t } = useTranslation('data')
  const { project } = useProject()
  const [firstStep, setFirstStep] = useState(0)
  const { augmentation, preprocessing } = project
  const { answer, problem, isBusy } = useAugmented({ picture, augmentation, preprocessing, size, variants, firstStep })
  const [shown] = answer?.pictures ?? []
  const [height, width, channels] = answer?.size ?? size
  const look = { width, height, channels, className: height < 64 ? 'few' : '' }
  return (
    <section className="wall" aria-label={t('wall')} aria-busy={isBusy}>
      <div className="panel-head">
        <h2>{t('wall')}</h2>
        <span className="caption cut">{t('wallWhy', { seed: project.training.seed })}</span>
        {augmentation.length > 0 && (
          <Button
            small
            flat
            icon={StepForward}
            disabled={!shown}
            onClick={() => setFirstStep((before) => before + variants)}
          >
            {t('nextDraw')}
          </Button>
        )}
      </div>
      {problem && <ProblemNotice problem={problem} kind="warning" />}
      {shown ? (
        <div className="wall-pictures">
          <figure>
            <Picture {...look} pixels={shown.pixels} alt={t('original')} />
            <figcaption>
              <span className="cut" title={name}>
                {name}
              </span>
              <span className="dim">{t('original')}</span>
            </figcaption>
          </figure>
          {augmentation.length === 0 ? (
            <EmptyState title={t('noAugmentation')} why={t('noAugmentationWhy')}>
              {offered.map((policy) => (
                <Button key={policy} small onClick={() => onPolicy(policy)}>
                  {t(`policies.${policy}`)}
                </Button>
              ))}
            </EmptyState>
          ) : (
            /* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and who has no wheel needs the arrows */
            <ul tabIndex={0} aria-label={t('wall')}>
              {shown.variants.map(({ pixels, changes }, k) => {
                const said = changes.map(({ caption }) => caption).join(', ') || t('unchanged')
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: variant k is that of step k
                  <li key={k} title={said}>
                    <Picture {...look} pixels={pixels} alt={said} />
                  </li>
                )
              })}
            </ul>
          )}
        </div>
      ) : (
        !problem && <p className="dim">{picture ? t('drawing') : t('choosePicture')}</p>
      )}
    </section>
  )
}
