import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { KeptCheckpoint, RunSummary } from '../../../shared/contract/studio/runs'
import { AlertDialog } from '../../design/AlertDialog'
import { IconButton } from '../../design/IconButton'
import { PanelSection } from '../../design/Panel'
import { ProblemNotice } from '../../design/ProblemNotice'
import { isSteered } from '../../runs/busyStates'
import type { RunMark } from '../../runs/runMarks'
import { countText } from '../../words/figures'
import { useBranch } from './useBranch'

interface MarksListProps {
  readonly project: ProjectId
  readonly folder: string
  readonly marks: readonly RunMark[]
  words(mark: RunMark): string
  readonly kept: readonly KeptCheckpoint[]
  readonly stepsPerEpoch: number
  readonly summary: RunSummary
}

const changes: ReadonlySet<RunMark['kind']> = new Set(['learningRate', 'schedule', 'knob', 'frozen', 'released'])

/** What the flags on the curve are. A change by hand can be taken back: a new run goes on from the checkpoint that was written before it. */
export const MarksList = ({ project, folder, marks, words, kept, stepsPerEpoch, summary }: MarksListProps) => {
  const { t } = useTranslation('train')
  const { run, state } = summary
  const branch = useBranch({ project, folder, run, isBusy: isSteered(state) })
  const [asked, setAsked] = useState<KeptCheckpoint>()
  return (
    <PanelSection title={t('marks')}>
      {marks.length === 0 && <p className="part-empty">{t('noMarks')}</p>}
      {branch.problem && <ProblemNotice problem={branch.problem} />}
      <ol className="marks">
        {marks.map((mark, k) => {
          const before = changes.has(mark.kind) ? checkpointBefore(kept, mark.step) : undefined
          return (
            <li key={mark.id} data-testid="mark">
              <span className="mark-flag">{k + 1}</span>
              <span className="cut grow" title={words(mark)}>
                {words(mark)}
              </span>
              <span className="caption">
                {t('atEpoch', { epoch: Number((mark.step / stepsPerEpoch).toPrecision(3)) })}
              </span>
              {changes.has(mark.kind) && (
                <IconButton
                  small
                  icon={Undo2}
                  label={before ? t('backBefore', { step: countText(before.step) }) : t('backGone')}
                  disabled={!before || branch.isBusy}
                  onClick={() => before && setAsked(before)}
                />
              )}
            </li>
          )
        })}
      </ol>
      <AlertDialog
        isOpen={asked !== undefined}
        title={t('branchTitle', { step: countText(asked?.step) })}
        about={isSteered(state) ? t('branchAbout') : t('branchAboutStopped')}
        action={t('branchAction')}
        onAction={() => asked && branch.run(asked)}
        onClose={() => setAsked(undefined)}
      />
    </PanelSection>
  )
}

/** The newest checkpoint that has nothing of the change in it. */
const checkpointBefore = (kept: readonly KeptCheckpoint[], step: number): KeptCheckpoint | undefined =>
  kept
    // One that was written at the step of the change for another reason may have been written behind it.
    .filter((checkpoint) => checkpoint.step < step || (checkpoint.step === step && checkpoint.kind === 'mark'))
    .sort((a, b) => b.step - a.step)[0]
