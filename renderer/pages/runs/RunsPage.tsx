import { ArrowLeftRight, List, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '../../../shared/contract/studio/runs'
import { addressOf } from '../../../shared/contract/windowPlace'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { ProblemNotice } from '../../design/ProblemNotice'
import { SearchField } from '../../design/SearchField'
import { Select } from '../../design/Select'
import { say } from '../../design/Toast'
import { runName } from '../../runs/runName'
import { useRuns } from '../../runs/useRuns'
import { useAction } from '../../studio/useAction'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'
import { bytesText } from '../../words/figures'
import type { PageProps } from '../pages'
import { ComparePane } from './ComparePane'
import { LabelsDialog } from './LabelsDialog'
import { RunsTable } from './RunsTable'
import { runRows, type Sort, tagsOf } from './runRows'
import { TrashDialog } from './TrashDialog'
import { useDiskUse } from './useDiskUse'
import './runs.css'

/** Runs that can be compared at once: as many as there are colours. */
const mostChosen = 4
const allTags = ' '

/** The project's runs: one line each; those that are chosen have colour, and are laid beside each other below. */
const RunsPage = ({ folder }: PageProps) => {
  const { t, i18n } = useTranslation('runs')
  const studio = useStudio()
  const { id: project } = useProject()
  const { runs, problem } = useRuns(project)
  const [search, setSearch] = useState('')
  const [tag, setTag] = useState('')
  const [sort, setSort] = useState<Sort>({ key: 'begun', isDown: true })
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isComparing, setComparing] = useState(false)
  const [edited, setEdited] = useState<RunSummary>()
  const [isTrash, setTrash] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { use, again } = useDiskUse(project, runs?.length ?? 0)
  const nameOf = useCallback((run: RunSummary) => runName(run, i18n.language), [i18n.language])
  const bytes = useMemo(() => new Map(use?.runs.map(({ run, bytes: size }) => [run, size])), [use])
  const rows = useMemo(
    () => runRows({ runs: runs ?? [], search, tag, sort, bytes, nameOf }),
    [runs, search, tag, sort, bytes, nameOf],
  )
  const tags = useMemo(() => tagsOf(runs ?? []), [runs])
  // A run that was deleted is not chosen any more.
  useEffect(() => {
    if (runs) setChosen((known) => known.filter((run) => runs.some((one) => one.run === run)))
  }, [runs])
  const remove = useAction(
    useCallback(
      async (which: readonly RunSummary[]) => {
        for (const { run } of which) await studio.runs.delete({ project, run })
        again()
        say(t('deleted', { count: which.length }), {
          label: t('undo'),
          run: () => void Promise.all(which.map(({ run }) => studio.runs.restore({ project, run }))).then(again),
        })
      },
      [studio, project, t, again],
    ),
  )
  const picked = useMemo(() => chosen.flatMap((id) => runs?.find(({ run }) => run === id) ?? []), [chosen, runs])
  const choose = (run: string, isChosen: boolean) =>
    setChosen((known) => (isChosen ? [...known, run].slice(-mostChosen) : known.filter((one) => one !== run)))
  useCommands([
    { id: 'runs.find', label: t('search'), group: t('title'), keys: ['/'], run: () => field.current?.focus() },
    {
      id: 'runs.compare',
      label: t('compare', { count: picked.length }),
      icon: ArrowLeftRight,
      group: t('title'),
      keys: ['Shift+C'],
      isEnabled: () => picked.length >= 2,
      run: () => setComparing(true),
    },
    {
      id: 'runs.delete',
      label: t('deleteChosen', { count: picked.length }),
      icon: Trash2,
      group: t('title'),
      keys: ['Delete'],
      isEnabled: () => picked.length > 0,
      run: () => remove.run(picked),
    },
  ])
  if (runs?.length === 0 && !problem)
    return (
      <>
        <EmptyState icon={List} title={t('empty')} why={t('emptyWhy')}>
          <a className="button main" href={addressOf({ page: 'train', folder, run: undefined })}>
            {t('toTrain')}
          </a>
          {(use?.trashBytes ?? 0) > 0 && <Button onClick={() => setTrash(true)}>{t('trash')}</Button>}
        </EmptyState>
        <TrashDialog isOpen={isTrash} project={project} onClose={() => setTrash(false)} onChanged={again} />
      </>
    )
  return (
    <section className="runs-page" aria-labelledby="runs-name">
      <header className="runs-head">
        <h1 id="runs-name">{t('title')}</h1>
        <span className="dim">{runs?.length ?? ''}</span>
        <SearchField ref={field} label={t('search')} value={search} keys="/" onChange={setSearch} />
        {tags.length > 0 && (
          <Select
            label={t('tag')}
            value={tag || allTags}
            choices={[{ value: allTags, label: t('anyTag') }, ...tags.map((one) => ({ value: one, label: one }))]}
            onChange={(value) => setTag(value === allTags ? '' : value)}
          />
        )}
        <span className="grow" />
        {use && (
          <span className="caption">
            {t('onDisk', {
              used: bytesText(use.runs.reduce((sum, one) => sum + one.bytes, 0)),
              free: use.freeBytes === undefined ? '–' : bytesText(use.freeBytes),
            })}
          </span>
        )}
        <Button flat icon={Trash2} onClick={() => setTrash(true)}>
          {t('trash')}
        </Button>
        <Button main icon={ArrowLeftRight} disabled={picked.length < 2} onClick={() => setComparing(true)}>
          {picked.length < 2 ? t('compareSome') : t('compare', { count: picked.length })}
        </Button>
      </header>
      {(problem ?? remove.problem) && (
        <ProblemNotice problem={(problem ?? remove.problem) as NonNullable<typeof problem>} />
      )}
      {runs && rows.length === 0 ? (
        <EmptyState title={t('noneFound')} why={t('noneFoundWhy')}>
          <Button
            onClick={() => {
              setSearch('')
              setTag('')
            }}
          >
            {t('showAll')}
          </Button>
        </EmptyState>
      ) : (
        <RunsTable
          {...{ project, folder, rows, sort, bytes, chosen, nameOf }}
          onSort={(key) => setSort((now) => ({ key, isDown: now.key === key ? !now.isDown : key !== 'name' }))}
          onChoose={choose}
          onEdit={setEdited}
          onDelete={(run) => remove.run([run])}
        />
      )}
      {picked.length < 2 && rows.length > 0 && (
        <p className="runs-hint caption">{t(runs && runs.length > 1 ? 'compareHow' : 'compareNext')}</p>
      )}
      {isComparing && picked.length >= 2 && (
        <ComparePane
          {...{ project, nameOf }}
          runs={picked}
          onSwap={() => setChosen([...chosen].reverse())}
          onClose={() => setComparing(false)}
        />
      )}
      {edited && (
        <LabelsDialog key={edited.run} {...{ project, nameOf }} run={edited} onClose={() => setEdited(undefined)} />
      )}
      <TrashDialog isOpen={isTrash} project={project} onClose={() => setTrash(false)} onChanged={again} />
    </section>
  )
}
export default RunsPage
