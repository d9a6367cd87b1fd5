import { Folder, FolderPlus, X } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectGlance } from '../../../shared/contract/studio/projectGlance'
import type { RecentProject } from '../../../shared/contract/studio/projects'
import { addressOf } from '../../../shared/contract/windowPlace'
import { layerDefinition } from '../../../shared/layers'
import { Button } from '../../design/Button'
import { Cut } from '../../design/Cut'
import { EmptyState } from '../../design/EmptyState'
import { IconButton } from '../../design/IconButton'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useJobs } from '../../frame/useTraining'
import { useAnswer } from '../../studio/useAnswer'
import { useStudio } from '../../studio/useStudio'
import { dayText } from '../../words/dates'
import { percentText } from '../../words/figures'
import { problemText } from '../../words/problemText'

const mostShown = 8

/** Projects that were open before, each with how it stands. */
export const RecentProjects = ({ onOpen, onNew }: { onOpen(): void; onNew(): void }) => {
  const { t } = useTranslation('home')
  const studio = useStudio()
  const [round, setRound] = useState(0)
  const recent = useAnswer(
    // biome-ignore lint/correctness/useExhaustiveDependencies: a round asks again
    useCallback(() => studio.projects.recent({}), [studio, round]),
  )
  const forget = async (folder: string) => {
    await studio.projects.forget({ folder }).catch(() => undefined)
    setRound((before) => before + 1)
  }
  return (
    <section className="recent" aria-labelledby="recent">
      <div className="row">
        <h2 id="recent" className="grow">
          {t('recent')}
        </h2>
        <Button flat small icon={Folder} onClick={onOpen}>
          {t('open')}
        </Button>
      </div>
      {recent.problem && <ProblemNotice problem={recent.problem} />}
      {recent.answer?.length === 0 && (
        <EmptyState icon={FolderPlus} title={t('none')} why={t('noneWhy')}>
          <Button onClick={onNew}>{t('newProject')}</Button>
          <Button flat onClick={onOpen}>
            {t('open')}
          </Button>
        </EmptyState>
      )}
      <ul>
        {recent.answer?.slice(0, mostShown).map((project) => (
          <RecentLine key={project.folder} project={project} onForget={() => void forget(project.folder)} />
        ))}
      </ul>
    </section>
  )
}

const RecentLine = ({ project, onForget }: { project: RecentProject; onForget(): void }) => {
  const { t, i18n } = useTranslation('home')
  const studio = useStudio()
  const { folder, name, isThere, openedAt } = project
  const glance = useAnswer(
    useCallback(async () => (isThere ? studio.projects.glance({ folder }) : undefined), [studio, folder, isThere]),
  )
  const isTraining = useJobs()?.running.some((job) => job.task === 'train' && job.projectFolder === folder) ?? false
  const known = glance.answer
  return (
    <li className="recent-line">
      <Sketch layers={known?.layers ?? []} />
      {isThere ? (
        <a className="recent-name" href={addressOf({ page: 'model', folder, run: undefined })}>
          <Cut strong text={name} />
          <Cut className="caption" text={folder} />
        </a>
      ) : (
        <span className="recent-name">
          <Cut strong className="dim" text={name} />
          <Cut className="caption" text={folder} />
        </span>
      )}
      <span className="recent-state dim cut">
        {!isThere
          ? t('notThere')
          : glance.problem
            ? problemText(glance.problem).text
            : known && (isTraining ? t('isTraining', epochsOf(known)) : stateText(known, t))}
      </span>
      <strong className="recent-best">{known?.best === undefined ? '' : percentText(known.best)}</strong>
      <time className="recent-day" dateTime={openedAt}>
        {dayText(openedAt, i18n.language)}
      </time>
      <IconButton icon={X} small label={t('forget', { name })} onClick={onForget} />
    </li>
  )
}

const epochsOf = ({ newest }: ProjectGlance) => ({ epoch: newest?.epoch ?? 0, epochs: newest?.epochs ?? 0 })

type Words = ReturnType<typeof useTranslation<'home'>>['t']
const stateText = ({ runs, newest }: ProjectGlance, t: Words): string =>
  newest === undefined ? t('notTrained') : t('runs', { count: runs, state: t(`state.${newest.state}`) })

/** The network in small: its first layers in the colours of their families, in the middle of the square. */
const Sketch = ({ layers }: { layers: readonly string[] }) => {
  const shown = layers.slice(0, 24)
  const columns = Math.min(4, shown.length)
  const left = (40 - columns * 9.5 + 1.5) / 2
  const top = (40 - Math.ceil(shown.length / 4) * 6.2 + 1.6) / 2
  return (
    <svg className="sketch" viewBox="0 0 40 40" aria-hidden="true">
      {shown.map((type, place) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a drawing in the network's order
          key={place}
          className={`bar-${layerDefinition(type)?.family ?? 'block'}`}
          x={left + (place % 4) * 9.5}
          y={top + Math.floor(place / 4) * 6.2}
          width="8"
          height="4.6"
          rx="1.5"
        />
      ))}
    </svg>
  )
}
