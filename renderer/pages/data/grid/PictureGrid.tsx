import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedPicture } from '../../../../shared/contract/studio/datasets'
import { Icon } from '../../../design/Icon'
import { countText } from '../../../words/figures'
import { findingIcon } from '../health/findingIcon'
import { type GridRow, gridRows, rowOf, vertical } from './gridRows'
import type { PictureList, Section } from './pictureList'
import { choose, type Selection } from './selection'
import { Thumbnail } from './Thumbnail'
import type { ThumbnailStore } from './thumbnailStore'
import './grid.css'

const gap = 6
const least = 86
const padding = 16
const titleHeight = 28
const groupGap = 22

export interface PictureGridProps {
  readonly list: PictureList
  /** Another one whenever the list has changed. */
  readonly version: number
  readonly thumbnails: ThumbnailStore
  readonly selection: Selection
  onSelect(selection: Selection): void
  onOpen(picture: ListedPicture): void
}

/**
 * All pictures of a list, of which those in view are drawn: 100,000 scroll as 100 do. Arrows walk, Shift chooses on the way, Space adds, Enter opens.
 */
export const PictureGrid = ({ list, version, thumbnails, selection, onSelect, onOpen }: PictureGridProps) => {
  const { t } = useTranslation('data')
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const columns = Math.max(1, Math.floor((width - 2 * padding + gap) / (least + gap)))
  const side = Math.floor((width - 2 * padding + gap) / columns) - gap
  const total = list.total ?? 0
  const { sections } = list
  const lines = useMemo(() => gridRows(sections, columns), [sections, columns])
  const isApart = sections.length > 1 && sections.every(({ title }) => title === undefined)
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => {
      if (lines[at]?.kind === 'title') return titleHeight
      // Groups of a finding have no heading: more room tells them apart.
      return side + (isApart && endsSection(lines, at, sections) ? groupGap : gap)
    },
    overscan: 3,
    paddingStart: 2,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are as high as they are wide
  useLayoutEffect(() => rows.measure(), [side, lines])
  const items = rows.getVirtualItems()
  const seen = items.flatMap(({ index }) => {
    const line = lines[index]
    return line?.kind === 'pictures' ? [line] : []
  })
  const first = seen[0]?.first ?? 0
  const last = Math.min(total - 1, (seen.at(-1)?.first ?? 0) + (seen.at(-1)?.count ?? 0) - 1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: names come with the list's pages
  useEffect(() => {
    if (total === 0) return
    list.want(first, last)
    const names: string[] = []
    for (let k = first; k <= last; k++) {
      const picture = list.at(k)
      if (picture) names.push(picture.name)
    }
    thumbnails.want(names)
  }, [list, thumbnails, first, last, total, version])

  const nameAt = (index: number) => list.at(index)?.name
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepOf(event.key, selection.active, { lines, total, page: Math.max(1, items.length - 8) })
    if (next !== undefined) {
      event.preventDefault()
      list.want(next, next)
      onSelect(choose(selection, next, event.shiftKey ? 'range' : 'one', nameAt))
      rows.scrollToIndex(Math.max(0, rowOf(lines, next)))
    } else if (event.key === ' ') {
      event.preventDefault()
      onSelect(choose(selection, selection.active, 'add', nameAt))
    } else if (event.key === 'Enter') {
      const picture = list.at(selection.active)
      if (picture) onOpen(picture)
    } else if (event.key === 'Escape' && selection.names.size > 0) {
      event.stopPropagation()
      onSelect({ ...selection, names: new Set() })
    }
  }
  const now = useRef(selection)
  now.current = selection
  const onClick = useCallback(
    (event: MouseEvent, index: number) => {
      const how = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'add' : 'one'
      onSelect(choose(now.current, index, how, (at) => list.at(at)?.name))
    },
    [list, onSelect],
  )
  const active = list.at(selection.active)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be left out where they are out of view
    <div
      ref={scroller}
      className="picture-grid"
      role="grid"
      aria-rowcount={lines.length}
      tabIndex={0}
      aria-label={t('pictures', { count: total })}
      aria-multiselectable
      aria-activedescendant={active ? `picture-${selection.active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {items.map(({ index: at, start }) => {
          const line = lines[at]
          const style = { transform: `translateY(${start}px)` }
          if (!line) return null
          if (line.kind === 'title')
            return (
              // biome-ignore lint/a11y/useSemanticElements: as the grid
              // biome-ignore lint/a11y/useFocusableInteractive: as below
              <div key={at} className="section-title" role="row" aria-rowindex={at + 1} style={style}>
                {/* biome-ignore lint/a11y/useSemanticElements: as the grid */}
                {/* biome-ignore lint/a11y/useFocusableInteractive: as below */}
                <span className="cut" role="rowheader" title={line.title}>
                  {line.title}
                </span>
                <span className="caption" aria-hidden>
                  {countText(line.count)}
                </span>
              </div>
            )
          return (
            // biome-ignore lint/a11y/useSemanticElements: as the grid
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
            <div
              key={at}
              className="picture-row"
              role="row"
              aria-rowindex={at + 1}
              style={{ ...style, gridTemplateColumns: `repeat(${columns}, ${side}px)` }}
            >
              {Array.from({ length: line.count }, (_, column) => {
                const index = line.first + column
                const picture = list.at(index)
                return (
                  <Tile
                    key={picture?.name ?? index}
                    index={index}
                    picture={picture}
                    thumbnails={thumbnails}
                    isChosen={picture !== undefined && selection.names.has(picture.name)}
                    isActive={index === selection.active}
                    onClick={onClick}
                    onOpen={onOpen}
                  />
                )
              })}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const Tile = memo(function Tile({
  index,
  picture,
  thumbnails,
  isChosen,
  isActive,
  onClick,
  onOpen,
}: {
  index: number
  picture: ListedPicture | undefined
  thumbnails: ThumbnailStore
  isChosen: boolean
  isActive: boolean
  onClick(event: MouseEvent, index: number): void
  onOpen(picture: ListedPicture): void
}) {
  const { t } = useTranslation('data')
  if (!picture) return <span className="tile waiting" />
  const { name, className, split, formerClass, isLeftOut, finding } = picture
  const words = [
    name,
    className,
    t(`split.${split}`),
    isLeftOut && t('isLeftOut'),
    formerClass && t('was', { name: formerClass }),
  ]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
    // biome-ignore lint/a11y/useSemanticElements: as the grid
    <div
      id={`picture-${index}`}
      role="gridcell"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-label={words.filter(Boolean).join(', ')}
      title={name}
      className={`tile${isChosen ? ' chosen' : ''}${isActive ? ' active' : ''}${isLeftOut ? ' left-out' : ''}`}
      onClick={(event) => onClick(event, index)}
      onDoubleClick={() => onOpen(picture)}
    >
      <Thumbnail store={thumbnails} name={name} />
      <span className="tile-class cut">{className}</span>
      {finding !== undefined && (
        <span className="tile-flag">
          <Icon of={findingIcon(finding)} size={12} />
        </span>
      )}
    </div>
  )
})

/** Whether a section ends with this line. */
function endsSection(lines: readonly GridRow[], at: number, sections: readonly Section[]): boolean {
  const line = lines[at]
  if (line?.kind !== 'pictures') return false
  return sectionEnds(sections).has(line.first + line.count)
}

/** Where sections end, worked out once a list. */
const knownEnds = new WeakMap<readonly Section[], ReadonlySet<number>>()
function sectionEnds(sections: readonly Section[]): ReadonlySet<number> {
  const known = knownEnds.get(sections)
  if (known) return known
  let end = 0
  const ends = new Set(
    sections.map(({ count }) => {
      end += count
      return end
    }),
  )
  knownEnds.set(sections, ends)
  return ends
}

/** Where a key leads, if it leads anywhere. */
function stepOf(
  key: string,
  from: number,
  { lines, total, page }: { lines: readonly GridRow[]; total: number; page: number },
): number | undefined {
  if (total === 0) return undefined
  const within = (to: number) => Math.min(total - 1, Math.max(0, to))
  switch (key) {
    case 'ArrowLeft':
      return within(from - 1)
    case 'ArrowRight':
      return within(from + 1)
    case 'ArrowUp':
      return vertical(lines, from, -1)
    case 'ArrowDown':
      return vertical(lines, from, 1)
    case 'PageUp':
      return vertical(lines, from, -page)
    case 'PageDown':
      return vertical(lines, from, page)
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return undefined
  }
}

function useWidth(of: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = of.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    setWidth(element.clientWidth)
    return () => observer.disconnect()
  }, [of])
  return width
}
