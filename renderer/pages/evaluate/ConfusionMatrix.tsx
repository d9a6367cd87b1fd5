import { type CSSProperties, type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvaluationView } from '../../../shared/contract/studio/evaluation'
import { heatRamp, ofRamp } from '../../design/heatRamp'
import { SegmentedControl } from '../../design/SegmentedControl'
import { useDrawnTheme } from '../../design/useDrawnTheme'
import { countText } from '../../words/figures'
import { heatOf, isStrong, placeOnRamp, shownClasses } from './shownClasses'
import './matrix.css'

/** So many columns have room for their names side by side, and all have for names of so many letters. */
const few = 4
const short = 3

export interface Cell {
  readonly truth: number
  readonly prediction: number
}

/** Which classes are taken for which. Arrows walk the cells, Enter opens the pictures of one. */
export const ConfusionMatrix = ({
  view,
  open,
  onOpen,
}: {
  view: EvaluationView
  open: Cell | undefined
  onOpen(cell: Cell): void
}) => {
  const { t } = useTranslation('evaluate')
  const [unit, setUnit] = useState<'count' | 'part'>('count')
  const [at, setAt] = useState<readonly [row: number, column: number]>([0, 0])
  const grid = useRef<HTMLTableElement>(null)
  const shown = useMemo(() => shownClasses(view), [view])
  const counts = useMemo(() => {
    const found = new Map<string, number>()
    for (const [truth, prediction, count] of view.confusion) found.set(`${truth} ${prediction}`, count)
    return found
  }, [view])
  const isNarrow = shown.length <= few || shown.every((k) => (view.classes[k] ?? '').length <= short)
  const theme = useDrawnTheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens hang on the theme
  const ramp = useMemo(heatRamp, [theme])
  const last = shown.length - 1
  const [row, column] = [Math.min(at[0], last), Math.min(at[1], last)]

  const walk = (event: KeyboardEvent) => {
    const [down, right] = steps[event.key] ?? []
    if (down === undefined || right === undefined) return
    event.preventDefault()
    const within = (place: number) => Math.max(0, Math.min(last, place))
    const next = [within(row + down), within(column + right)] as const
    setAt(next)
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next[0]} ${next[1]}"]`)?.focus()
  }
  return (
    <section className="evaluate-matrix" aria-labelledby="confusion">
      <div className="row">
        <h2 id="confusion">{t('confusion')}</h2>
        <span className="caption grow cut">
          {shown.length < view.classes.length
            ? t('mostConfused', { shown: shown.length, all: view.classes.length })
            : t('rowsAreTruth')}
        </span>
        <SegmentedControl<'count' | 'part'>
          label={t('cellsSay')}
          value={unit}
          segments={[
            { value: 'count', label: t('count') },
            { value: 'part', label: '%' },
          ]}
          onChange={setUnit}
        />
      </div>
      <div className="matrix-scroll">
        <table
          ref={grid}
          aria-label={t('confusion')}
          className={shown.length > 14 ? 'matrix dense' : isNarrow ? 'matrix few' : 'matrix'}
          style={{ '--classes': shown.length } as CSSProperties}
          onKeyDown={walk}
        >
          <thead>
            <tr>
              <th>
                <span className="visually-hidden">{t('truth')}</span>
              </th>
              {shown.map((k) => (
                <th key={k} scope="col" className="matrix-column" title={view.classes[k]}>
                  <span>{view.classes[k]}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((truth, r) => (
              <tr key={truth}>
                <th scope="row" className="cut" title={view.classes[truth]}>
                  {view.classes[truth]}
                </th>
                {shown.map((prediction, c) => {
                  const count = counts.get(`${truth} ${prediction}`) ?? 0
                  const ofRow = view.perClass[truth]?.images ?? 0
                  const heat = heatOf(count, ofRow, truth === prediction)
                  const isOpen = open?.truth === truth && open.prediction === prediction
                  const part = ofRow > 0 ? Math.round((count / ofRow) * 100) : 0
                  return (
                    <td key={prediction}>
                      <button
                        type="button"
                        data-cell={`${r} ${c}`}
                        tabIndex={r === row && c === column ? 0 : -1}
                        className={isStrong(heat) ? 'matrix-cell on-heat' : 'matrix-cell'}
                        aria-pressed={isOpen}
                        aria-label={t('cellLabel', {
                          truth: view.classes[truth],
                          prediction: view.classes[prediction],
                          count,
                        })}
                        style={{ background: heat === 0 ? 'var(--sunk)' : ofRamp(ramp, placeOnRamp(heat)) }}
                        onFocus={() => setAt([r, c])}
                        onClick={() => onOpen({ truth, prediction })}
                      >
                        {count === 0 ? '' : unit === 'count' ? countText(count) : part}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
  PageUp: [Number.NEGATIVE_INFINITY, 0],
  PageDown: [Number.POSITIVE_INFINITY, 0],
}
