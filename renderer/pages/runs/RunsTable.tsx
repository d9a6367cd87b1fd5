import { useVirtualizer } from '@tanstack/react-virtual'
import {
  ArrowDown,
  ArrowUp,
  Check,
  Ellipsis,
  Pencil,
  Play,
  RotateCcw,
  Sprout,
  Square,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { EpochPoint, RunState, RunSummary } from '../../../shared/contract/studio/runs'
import { addressOf } from '../../../shared/contract/windowPlace'
import { Sparkline } from '../../charts/Sparkline'
import { Checkbox } from '../../design/Checkbox'
import { Cut } from '../../design/Cut'
import { Icon, type LucideIcon } from '../../design/Icon'
import { Menu } from '../../design/Menu'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useBeginWith } from '../../fineTuning/useBeginWith'
import { goTo } from '../../frame/place'
import { isBusy } from '../../runs/busyStates'
import { shortNumber } from '../../runs/runMarks'
import { dayText } from '../../runs/runName'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'
import { bytesText, epochTimeText, lossText, percentText } from '../../words/figures'
import type { Sort, SortKey } from './runRows'
import { useRunCurves } from './useRunCurves'

export interface RunsTableProps {
  readonly project: ProjectId
  readonly folder: string
  readonly rows: readonly RunSummary[]
  readonly sort: Sort
  readonly bytes: ReadonlyMap<string, number>
  readonly chosen: readonly string[]
  nameOf(run: RunSummary): string
  onSort(key: SortKey): void
  onChoose(run: string, isChosen: boolean): void
  onEdit(run: RunSummary): void
  onDelete(run: RunSummary): void
}

const rowHeight = 28
const columns = 12
const accuracies = [0, 1] as const

/** One line a run; of a long list only what is in sight is drawn. */
export const RunsTable = (props: RunsTableProps) => {
  const { project, rows, sort, onSort } = props
  const { t } = useTranslation('runs')
  const place = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const inSight = items.flatMap(({ index }) => rows[index] ?? [])
  const curves = useRunCurves(project, inSight)
  const [first, last] = [items[0], items[items.length - 1]]
  const head = (key: SortKey, isNumber = false, span = 1) => (
    <th
      scope="col"
      colSpan={span}
      className={isNumber ? 'number' : ''}
      aria-sort={sort.key === key ? (sort.isDown ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" onClick={() => onSort(key)}>
        {t(`column.${key}`)}
        {sort.key === key && <Icon of={sort.isDown ? ArrowDown : ArrowUp} size={12} />}
      </button>
    </th>
  )
  return (
    <div className="runs-scroll" ref={place}>
      <table className="runs-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('column.choose')}</span>
            </th>
            {head('name')}
            {head('state')}
            <th scope="col">{t('column.tags')}</th>
            {head('accuracy', true)}
            {head('loss', true)}
            {head('test', true)}
            {head('epochs', true)}
            <th scope="col" className="number">
              {t('column.rate')}
            </th>
            <th scope="col" className="number">
              {t('column.epochTime')}
            </th>
            {head('bytes', true)}
            {head('begun', true)}
            <th scope="col">
              <span className="visually-hidden">{t('column.more')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {first && first.start > 0 && <Spacer height={first.start} />}
          {items.map(({ index, key }) => {
            const summary = rows[index]
            return (
              summary && (
                <RunRow key={key} {...props} summary={summary} place={index + 2} epochs={curves.get(summary.run)} />
              )
            )
          })}
          {last && virtual.getTotalSize() > last.end && <Spacer height={virtual.getTotalSize() - last.end} />}
        </tbody>
      </table>
    </div>
  )
}

const Spacer = ({ height }: { height: number }) => (
  <tr className="runs-spacer">
    <td colSpan={columns + 1} style={{ height }} />
  </tr>
)

interface RunRowProps extends RunsTableProps {
  readonly summary: RunSummary
  readonly place: number
  readonly epochs: readonly EpochPoint[] | undefined
}

const RunRow = (props: RunRowProps) => {
  const { project, folder, summary, place, chosen, bytes, epochs, nameOf, onChoose, onEdit, onDelete } = props
  const { t, i18n } = useTranslation(['runs', 'train', 'training'])
  const studio = useStudio()
  const { run, state, labels, validation, train, test, epoch, createdAt, damage } = summary
  const beginWith = useBeginWith(folder)
  const colour = chosen.indexOf(run) + 1
  const name = nameOf(summary)
  const figures = validation ?? train
  const ink = colour > 0 ? `var(--run-${colour})` : 'var(--ink-2)'
  const repeat = useAction(
    useCallback(async () => {
      const next = await studio.runs.repeat({ project, run })
      goTo({ page: 'train', folder, run: next.run })
    }, [studio, project, folder, run]),
  )
  const last = epochs?.at(-1)
  const size = bytes.get(run)
  return (
    <tr className={colour > 0 ? 'chosen' : ''} aria-rowindex={place} data-testid="run-row">
      <td>
        <Checkbox
          label=""
          name={t('choose', { run: name })}
          checked={colour > 0}
          onChange={(on) => onChoose(run, on)}
        />
      </td>
      <td>
        <div className="runs-name">
          <span className="run-square" style={{ background: colour > 0 ? ink : 'var(--line-2)' }} />
          <a className="cut" href={addressOf({ page: 'train', folder, run })} title={labels.note || name}>
            {name}
          </a>
          {labels.note && <Cut className="dim" text={labels.note.split('\n')[0] ?? ''} />}
        </div>
      </td>
      <td className={`runs-state state-${state}`}>
        <Icon of={signOf(state)} size={14} />
        {state === 'training' ? t('atEpoch', { epoch: epoch + 1 }) : t(`train:state.${state}`)}
        {damage && <ProblemNotice kind="warning" problem={damage} />}
      </td>
      <td>
        <div className="runs-tags">
          {labels.tags.map((tag) => (
            <Cut key={tag} className="chip" text={tag} />
          ))}
        </div>
      </td>
      <td className="number">
        <span className="runs-figure">
          <Sparkline
            values={(epochs ?? []).map((one) => one.validation?.top1 ?? one.train.top1 ?? null)}
            colour={ink}
            bounds={accuracies}
          />
          <b>{percentText(figures?.top1)}</b>
        </span>
      </td>
      <td className="number">
        <span className="runs-figure">
          <Sparkline
            values={(epochs ?? []).map((one) => one.validation?.loss ?? one.train.loss)}
            colour={ink}
            width={52}
          />
          {lossText(figures?.loss)}
        </span>
      </td>
      <td className="number">{percentText(test?.top1)}</td>
      <td className="number">{`${epoch}/${summary.epochs}`}</td>
      <td className="number">{last ? shortNumber(last.learningRate) : '–'}</td>
      <td className="number">{epochTimeText(last?.seconds)}</td>
      <td className="number">{size === undefined ? '–' : bytesText(size)}</td>
      <td className="number">{dayText(createdAt, i18n.language, new Date())}</td>
      <td>
        <Menu
          align="end"
          trigger={
            <button type="button" className="icon-button small" aria-label={t('more', { run: name })}>
              <Icon of={Ellipsis} />
            </button>
          }
          items={[
            { id: 'open', label: t('open'), icon: Play, run: () => goTo({ page: 'train', folder, run }) },
            { id: 'edit', label: t('edit'), icon: Pencil, run: () => onEdit(summary) },
            {
              id: 'startFrom',
              label: t('training:start.action'),
              icon: Sprout,
              disabled: summary.step === 0 && state !== 'finished',
              run: () => beginWith(run),
            },
            { id: 'repeat', label: t('train:repeat'), icon: RotateCcw, run: () => repeat.run() },
            'line',
            {
              id: 'delete',
              label: t('delete'),
              icon: Trash2,
              danger: true,
              disabled: isBusy(state),
              run: () => onDelete(summary),
            },
          ]}
        />
      </td>
    </tr>
  )
}

const signs: Partial<Record<RunState, LucideIcon>> = {
  finished: Check,
  stopped: Square,
  paused: Square,
  failed: TriangleAlert,
  interrupted: TriangleAlert,
}
const signOf = (state: RunState): LucideIcon => signs[state] ?? Play
