import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedPicture } from '../../../../shared/contract/studio/datasets'
import type { PictureList } from './pictureList'
import { choose, type Selection } from './selection'
import { Thumbnail } from './Thumbnail'
import type { ThumbnailStore } from './thumbnailStore'
import './grid.css'

const gap = 6
const least = 86
const padding = 16

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
  const rows = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => side + gap,
    overscan: 3,
    paddingStart: 2,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are as high as they are wide
  useLayoutEffect(() => rows.measure(), [side])
  const items = rows.getVirtualItems()
  const first = (items[0]?.index ?? 0) * columns
  const last = Math.min(total - 1, ((items.at(-1)?.index ?? 0) + 1) * columns - 1)
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
    const next = stepOf(event.key, selection.active, { columns, total, page: Math.max(1, items.length - 2) })
    if (next !== undefined) {
      event.preventDefault()
      list.want(next, next)
      onSelect(choose(selection, next, event.shiftKey ? 'range' : 'one', nameAt))
      rows.scrollToIndex(Math.floor(next / columns))
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
  const onClick = (event: MouseEvent, index: number) => {
    const how = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'add' : 'one'
    onSelect(choose(selection, index, how, nameAt))
  }
  const active = list.at(selection.active)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be left out where they are out of view
    <div
      ref={scroller}
      className="picture-grid"
      role="grid"
      aria-rowcount={Math.ceil(total / columns)}
      tabIndex={0}
      aria-label={t('pictures', { count: total })}
      aria-multiselectable
      aria-activedescendant={active ? `picture-${selection.active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {items.map(({ index: row, start }) => (
          // biome-ignore lint/a11y/useSemanticElements: as the grid
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
          <div
            key={row}
            className="picture-row"
            role="row"
            aria-rowindex={row + 1}
            style={{ transform: `translateY(${start}px)`, gridTemplateColumns: `repeat(${columns}, ${side}px)` }}
          >
            {Array.from({ length: Math.min(columns, total - row * columns) }, (_, column) => {
              const index = row * columns + column
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
        ))}
      </div>
    </div>
  )
}

const Tile = ({
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
}) => {
  const { t } = useTranslation('data')
  if (!picture) return <span className="tile waiting" />
  const { name, className, split, formerClass, isLeftOut } = picture
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
    </div>
  )
}

/** Where a key leads, if it leads anywhere. */
function stepOf(
  key: string,
  from: number,
  { columns, total, page }: { columns: number; total: number; page: number },
): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * page,
    PageDown: columns * page,
    Home: -from,
    End: total - 1 - from,
  }
  const step = steps[key]
  if (step === undefined || total === 0) return undefined
  const to = from + step
  // Up from the first row and down from the last stay where they are.
  if ((key === 'ArrowUp' || key === 'ArrowDown') && (to < 0 || to >= total)) return from
  return Math.min(total - 1, Math.max(0, to))
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
