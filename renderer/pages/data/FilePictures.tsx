import { EyeOff, Tag } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataState, ListedPicture, PictureFilter } from '../../../shared/contract/studio/datasets'
import { SplitName } from '../../../shared/records/splitName'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { Kbd } from '../../design/Kbd'
import { Menu } from '../../design/Menu'
import { ProblemNotice } from '../../design/ProblemNotice'
import { SearchField } from '../../design/SearchField'
import { SegmentedControl } from '../../design/SegmentedControl'
import { useAction } from '../../studio/useAction'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'
import { PictureGrid } from './grid/PictureGrid'
import { PictureList } from './grid/pictureList'
import { choose, noSelection, type Selection } from './grid/selection'
import type { ThumbnailStore } from './grid/thumbnailStore'
import { LabelDialog } from './LabelDialog'
import { PictureDialog } from './PictureDialog'

type Change =
  | { readonly kind: 'exclude' }
  | { readonly kind: 'relabel'; readonly className: string }
  | { readonly kind: 'move'; readonly split: SplitName }
type Shown = SplitName | 'all' | 'left-out'

/** Picture files: all of them, or those that are asked for; chosen ones get another label or are left out. */
export const FilePictures = ({
  state,
  thumbnails,
  className,
  finding,
  onClear,
  onActive,
  onEdited,
}: {
  state: DataState
  thumbnails: ThumbnailStore
  className: string | undefined
  /** Only what this finding is about. */
  finding: { readonly kind: string; readonly title: string } | undefined
  onClear(): void
  onActive(name: string): void
  onEdited(): void
}) => {
  const { t } = useTranslation('data')
  const studio = useStudio()
  const { id } = useProject()
  const [shown, setShown] = useState<Shown>('all')
  const [search, setSearch] = useState('')
  const [selection, setSelection] = useState<Selection>(noSelection)
  const [isLabelling, setLabelling] = useState(false)
  const [open, setOpen] = useState<ListedPicture>()
  const [version, setVersion] = useState(0)
  const kind = finding?.kind
  const filter = useMemo(
    (): PictureFilter => ({
      leftOut: shown === 'left-out' ? 'only' : 'without',
      ...(className !== undefined && { classes: [className] }),
      ...(shown !== 'all' && shown !== 'left-out' && { splits: [shown] }),
      ...(kind !== undefined && { finding: kind }),
      ...(search.trim() !== '' && { search: search.trim() }),
    }),
    [shown, className, kind, search],
  )
  const last = useRef<{ readonly filter: PictureFilter; readonly list: PictureList }>(undefined)
  const known = `${state.edits} ${state.leftOut} ${state.lastEdit?.kind} ${state.scannedAt}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: edits and scans make it another list
  const list = useMemo(
    () =>
      new PictureList(
        studio,
        id,
        filter,
        () => setVersion((before) => before + 1),
        last.current?.filter === filter ? last.current.list : undefined,
      ),
    [studio, id, filter, known],
  )
  last.current = { filter, list }
  useEffect(() => () => list.close(), [list])
  const active = list.at(selection.active)?.name
  useEffect(() => {
    if (active !== undefined) onActive(active)
  }, [active, onActive])

  const names = selection.names.size > 0 ? [...selection.names] : active === undefined ? [] : [active]
  const edits = useRef<Promise<unknown>>(Promise.resolve())
  const edit = useAction(async (change: Change) => {
    // One behind the other: nobody who labels by keys waits for the disk.
    const mine = edits.current.then(() => studio.datasets.edit({ project: id, edit: { ...change, names } }))
    edits.current = mine.catch(() => undefined)
    await mine
    onEdited()
    setSelection((before) => ({ ...before, names: new Set() }))
  })
  const canEdit = names.length > 0
  useCommands([
    {
      id: 'data.label',
      label: t('label'),
      icon: Tag,
      keys: ['L'],
      group: t('data'),
      isEnabled: () => canEdit,
      run: () => setLabelling(true),
    },
    {
      id: 'data.leave-out',
      label: t('leaveOut'),
      icon: EyeOff,
      keys: ['X', 'Delete'],
      group: t('data'),
      isEnabled: () => canEdit && shown !== 'left-out',
      run: () => edit.run({ kind: 'exclude' }),
    },
  ])
  return (
    <>
      <div className="picture-tools">
        <SegmentedControl<Shown>
          label={t('splits')}
          segments={[
            { value: 'all', label: t('all') },
            ...SplitName.options.map((value) => ({ value, label: t(`split.${value}`) })),
            ...(state.leftOut > 0 ? [{ value: 'left-out' as const, label: t('leftOut') }] : []),
          ]}
          value={shown}
          onChange={(next) => {
            setShown(next)
            setSelection(noSelection)
          }}
        />
        <SearchField label={t('search')} value={search} onChange={setSearch} />
        <span className="grow" />
        {selection.names.size > 0 ? (
          <span className="chosen-tools">
            <span className="dim" aria-live="polite">
              {t('chosen', { count: selection.names.size })}
            </span>
            <Button small flat disabled={!canEdit} onClick={() => setLabelling(true)}>
              {t('label')} <Kbd>L</Kbd>
            </Button>
            <Menu
              align="end"
              trigger={
                <Button small flat disabled={!canEdit}>
                  {t('move')}
                </Button>
              }
              items={SplitName.options.map((split) => ({
                id: split,
                label: t(`split.${split}`),
                run: () => edit.run({ kind: 'move', split }),
              }))}
            />
            <Button
              small
              flat
              disabled={!canEdit || shown === 'left-out'}
              onClick={() => edit.run({ kind: 'exclude' })}
            >
              {t('leaveOut')} <Kbd>X</Kbd>
            </Button>
          </span>
        ) : (
          list.total !== undefined && <span className="caption">{t('pictures', { count: list.total })}</span>
        )}
      </div>
      {(finding || className !== undefined) && (
        <div className="picture-filter">
          <span className="cut">{finding ? finding.title : className}</span>
          <Button small flat onClick={onClear}>
            {t('showAll')}
          </Button>
        </div>
      )}
      {edit.problem && <ProblemNotice problem={edit.problem} />}
      {list.problem && <ProblemNotice problem={list.problem} />}
      {list.total === 0 ? (
        <EmptyState title={t('nothingFits')} why={t('nothingFitsWhy')} />
      ) : (
        <PictureGrid
          list={list}
          version={version}
          thumbnails={thumbnails}
          selection={selection}
          onSelect={setSelection}
          onOpen={setOpen}
        />
      )}
      {isLabelling && (
        <LabelDialog
          count={names.length}
          classes={state.classes.map(({ name }) => name)}
          onClose={() => setLabelling(false)}
          onChoose={(chosen) => {
            setLabelling(false)
            edit.run({ kind: 'relabel', className: chosen })
          }}
        />
      )}
      {open && (
        <PictureDialog
          picture={open}
          onClose={() => setOpen(undefined)}
          onStep={(by) => {
            // An edit that came meanwhile may have moved it.
            const near = [0, 1, -1].map((off) => selection.active + off)
            const to = (near.find((at) => list.at(at)?.name === open.name) ?? selection.active) + by
            const next = list.at(to)
            list.want(Math.max(0, to), Math.max(0, to))
            if (!next) return
            setSelection(choose(selection, to, 'one', (at) => list.at(at)?.name))
            setOpen(next)
          }}
        />
      )}
    </>
  )
}
