import { Snowflake } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../../../../shared/contract/windowPlace'
import { commandRegistry } from '../../../commands/registry'
import { Button } from '../../../design/Button'
import { PanelSection } from '../../../design/Panel'
import { ProblemNotice } from '../../../design/ProblemNotice'
import { say } from '../../../design/Toast'
import { dayText, runName } from '../../../runs/runName'
import { useAction } from '../../../studio/useAction'
import { useAnswer } from '../../../studio/useAnswer'
import { useProject } from '../../../studio/useProject'
import { useStudio } from '../../../studio/useStudio'
import { countText } from '../../../words/figures'

const mostRuns = 5

/** States of the data that a person numbered, and which run was trained on which. `hash`: of the present state. */
export const VersionsPanel = ({
  folder,
  hash,
  onRestored,
}: {
  folder: string
  hash: string | undefined
  /** The data are another state by one edit. */
  onRestored(): void
}) => {
  const { t, i18n } = useTranslation('data')
  const studio = useStudio()
  const { id } = useProject()
  const [turn, setTurn] = useState(0)
  const { answer: versions, problem } = useAnswer(
    // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when one was frozen, and for other data
    useCallback(() => studio.datasets.versions({ project: id }), [studio, id, turn, hash]),
  )
  const freeze = useAction(
    useCallback(async () => {
      await studio.datasets.freezeVersion({ project: id })
      setTurn((before) => before + 1)
    }, [studio, id]),
  )
  const restore = useAction(
    useCallback(
      async (number: number) => {
        const { gone } = await studio.datasets.restoreVersion({ project: id, number })
        onRestored()
        const told = gone > 0 ? t('restoredWithout', { number, count: gone }) : t('restored', { number })
        say(told, { label: t('undo'), run: () => commandRegistry.run('undo') })
      },
      [studio, id, t, onRestored],
    ),
  )
  const next = (versions?.[0]?.number ?? 0) + 1
  const same = versions?.find((version) => version.hash === hash)
  return (
    <PanelSection title={t('versions')} aside={same && t('isVersion', { number: same.number })}>
      <div className="version-list">
        {problem && <ProblemNotice problem={problem} />}
        {restore.problem && <ProblemNotice problem={restore.problem} />}
        {freeze.problem && <ProblemNotice problem={freeze.problem} />}
        <Button
          small
          icon={Snowflake}
          disabled={!versions || same !== undefined || freeze.isBusy}
          onClick={() => freeze.run()}
        >
          {same ? t('isFrozenAs', { number: same.number }) : t('freezeAs', { number: next })}
        </Button>
        {versions?.length === 0 && <p className="caption">{t('noVersions')}</p>}
        <ol>
          {versions?.map(({ number, createdAt, train, validation, test, edits, runs, hash: of }) => (
            <li key={number} data-testid="version" aria-current={of === hash || undefined}>
              <b>{t('version', { number })}</b>
              {of !== hash && (
                <Button
                  flat
                  small
                  disabled={hash === undefined || restore.isBusy}
                  aria-label={t('restoreVersion', { number })}
                  onClick={() => restore.run(number)}
                >
                  {t('restore')}
                </Button>
              )}
              <span className="caption">
                {dayText(createdAt, i18n.language, new Date())} · {t('pictures', { count: train + validation + test })}
                {edits > 0 && ` · ${t('versionEdits', { count: edits, number: countText(edits) })}`}
              </span>
              <p className="caption">
                {runs.length === 0
                  ? t('noRunUsed')
                  : runs.slice(0, mostRuns).map((use) => (
                      <a key={use.run} className="cut" href={addressOf({ page: 'train', folder, run: use.run })}>
                        {runName(
                          { run: use.run, labels: { name: use.name, note: '', tags: [] }, createdAt: use.createdAt },
                          i18n.language,
                        )}
                      </a>
                    ))}
                {runs.length > mostRuns && t('moreRuns', { count: runs.length - mostRuns })}
              </p>
            </li>
          ))}
        </ol>
      </div>
    </PanelSection>
  )
}
