import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StartFrom } from '../../shared/records/startFrom'
import { withClasses } from '../../shared/training/fineTuning/withClasses'
import { Button } from '../design/Button'
import { ProblemNotice } from '../design/ProblemNotice'
import { SegmentedControl } from '../design/SegmentedControl'
import { Select } from '../design/Select'
import { PlaceField } from '../pages/home/PlaceField'
import { useAction } from '../studio/useAction'
import { useAnswer } from '../studio/useAnswer'
import { useProject } from '../studio/useProject'
import { useStudio } from '../studio/useStudio'
import { StartReportView } from './StartReportView'
import { startChoices } from './startChoices'
import './fineTuning.css'

/** Whose weights the next run begins with, and what comes of them for this network, before anything is trained. */
export const StartFromSettings = () => {
  const { t, i18n } = useTranslation('training')
  const studio = useStudio()
  const { id, project, isSaving, edit } = useProject()
  const { startFrom } = project
  // What the answer hangs on, as it is on the disk: the studio reads it there.
  const asked = useRef<string>(undefined)
  const wish = JSON.stringify([startFrom, project.network, project.data, project.training.fineTuning])
  if (!isSaving) asked.current = wish
  const [asksForFile, setAsksForFile] = useState(false)
  const { answer: sources = [] } = useAnswer(useCallback(() => studio.transfer.sources({ project: id }), [studio, id]))
  const choices = startChoices(sources, startFrom?.place, { drawn: t('start.drawn'), language: i18n.language })
  const set = (change: Partial<StartFrom>) =>
    edit((before) => ({ ...before, startFrom: StartFrom.parse({ ...before.startFrom, ...change }) }), t('start.title'))
  const begin = (place: string) => {
    if (place !== '') return set({ place })
    edit(({ startFrom: _, ...rest }) => rest, t('start.title'))
  }
  const adopt = useAction(
    useCallback(
      async (place: string) => {
        const theirs = await studio.transfer.network({ project: id, place })
        const network = withClasses(theirs.network, theirs.ours.length)
        edit((before) => ({ ...before, network, preprocessing: theirs.preprocessing }), t('start.adopt'))
      },
      [studio, id, edit, t],
    ),
  )
  const source = sources.find(({ place }) => place === startFrom?.place)
  return (
    <div className="start-from">
      <Select label={t('start.weights')} value={startFrom?.place ?? ''} choices={choices} onChange={begin} />
      {asksForFile ? (
        <PlaceField
          label={t('start.file')}
          value={startFrom?.place.endsWith('.safetensors') ? startFrom.place : ''}
          purpose="model-file"
          onChange={(place) => place.endsWith('.safetensors') && set({ place })}
        />
      ) : (
        <Button small onClick={() => setAsksForFile(true)}>
          {t('start.fromFile')}
        </Button>
      )}
      {startFrom && (
        <>
          <SegmentedControl
            label={t('start.head')}
            value={startFrom.head}
            segments={[
              { value: 'auto', label: t('start.headAuto') },
              { value: 'keep', label: t('start.headKeep') },
              { value: 'new', label: t('start.headNew') },
            ]}
            onChange={(head) => set({ head })}
          />
          {source && (
            <SegmentedControl
              label={t('start.checkpoint')}
              value={startFrom.checkpoint}
              segments={[
                { value: 'best', label: t('start.best') },
                { value: 'latest', label: t('start.latest') },
              ]}
              onChange={(checkpoint) => set({ checkpoint })}
            />
          )}
          {asked.current !== undefined && (
            <Match
              key={asked.current}
              canAdopt={source !== undefined}
              onHead={(classes) =>
                edit(
                  (before) => ({ ...before, network: withClasses(before.network, classes) }),
                  t('start.fitHead', { count: classes }),
                )
              }
              onAdopt={() => adopt.run(startFrom.place)}
            />
          )}
          {adopt.problem && <ProblemNotice problem={adopt.problem} />}
        </>
      )}
    </div>
  )
}

/** Asked anew for each state of the project that is on the disk. */
const Match = ({
  canAdopt,
  onHead,
  onAdopt,
}: {
  canAdopt: boolean
  onHead(classes: number): void
  onAdopt(): void
}) => {
  const { t } = useTranslation('training')
  const studio = useStudio()
  const { id } = useProject()
  const { answer: match, problem } = useAnswer(useCallback(() => studio.transfer.match({ project: id }), [studio, id]))
  const isStrange = match?.report?.fresh.some(({ reason }) => reason !== 'new-head') || problem?.code === 'nothing-fits'
  if (!match && !problem) return <p className="caption">{t('start.comparing')}</p>
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      {match?.report && <StartReportView report={match.report} />}
      {match && !match.isHeadFit && (
        <div className="fine-tuning-buttons">
          <span className="caption">
            {t('start.headUnfit', { outputs: match.outputs ?? '–', count: match.classes.length })}
          </span>
          <Button small onClick={() => onHead(match.classes.length)}>
            {t('start.fitHead', { count: match.classes.length })}
          </Button>
        </div>
      )}
      {canAdopt && isStrange && (
        <div className="fine-tuning-buttons">
          <Button small title={t('start.adoptWhy')} onClick={onAdopt}>
            {t('start.adopt')}
          </Button>
        </div>
      )}
    </>
  )
}
