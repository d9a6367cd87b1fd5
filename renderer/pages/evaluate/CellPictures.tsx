import { X } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvaluationView, JudgedPicture } from '../../../shared/contract/studio/evaluation'
import { problemOf } from '../../../shared/problemOf'
import { Button } from '../../design/Button'
import { Dialog } from '../../design/Dialog'
import { IconButton } from '../../design/IconButton'
import { Kbd } from '../../design/Kbd'
import { ProblemNotice } from '../../design/ProblemNotice'
import { say } from '../../design/Toast'
import { useStudio } from '../../studio/useStudio'
import { asSentence } from '../../words/asSentence'
import { percentText } from '../../words/figures'
import { problemText } from '../../words/problemText'
import type { ChosenPicture } from './chosenPicture'
import { pictureName } from './pictureName'
import { Thumbnail } from './Thumbnail'
import { type EvaluatedSplit, type Of, useJudged } from './useJudged'
import { usePictures } from './usePictures'

/** The pictures of a cell, or all mistakes of a class. Arrows walk them, L gives another label, X leaves one out, H shows its heat. */
export const CellPictures = ({
  view,
  where,
  of,
  chosen,
  onChoose,
  onClose,
}: {
  view: EvaluationView
  where: EvaluatedSplit
  of: Of
  chosen: ChosenPicture | undefined
  onChoose(picture: ChosenPicture): void
  onClose(): void
}) => {
  const { t } = useTranslation('evaluate')
  const studio = useStudio()
  const { total, pictures = [], problem, more } = useJudged(where, view.createdAt, of)
  const shown = usePictures(
    where.project,
    where.run,
    where.split,
    pictures.map(({ index }) => index),
    'cell',
  )
  const [at, setAt] = useState(0)
  const [isLabelling, setLabelling] = useState(false)
  const grid = useRef<HTMLUListElement>(null)
  const place = Math.min(at, Math.max(0, pictures.length - 1))
  const choose = (k: number) => {
    setAt(k)
    const picture = pictures[k]
    if (picture) onChoose(chosenOf(picture, where))
  }
  const key = JSON.stringify(of)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell begins at its first picture
  useEffect(() => setAt(0), [key])

  const name = pictures[place] && shown.get(pictures[place].index)?.name
  const change = (edit: Parameters<typeof studio.datasets.edit>[0]['edit'], word: string) => {
    studio.datasets.edit({ project: where.project, edit }).then(
      () =>
        say(word, {
          label: t('takeBack'),
          run: () => void studio.datasets.undo({ project: where.project }),
        }),
      (error: unknown) => say(asSentence(problemText(problemOf(error)).text)),
    )
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const columns = columnsOf(grid.current)
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
    if (by !== undefined) {
      event.preventDefault()
      const next = Math.max(0, Math.min(pictures.length - 1, place + by))
      grid.current?.querySelectorAll('button')[next]?.focus()
      choose(next)
      if (next > pictures.length - 10) more()
    } else if (event.code === 'KeyL') setLabelling(true)
    else if (event.code === 'KeyX' && name !== undefined)
      change({ kind: 'exclude', names: [name] }, t('leftOut', { name }))
    else if ((event.code === 'KeyX' || event.code === 'KeyL') && name === undefined) say(t('noFiles'))
  }
  return (
    <section className="evaluate-cell" aria-labelledby="cell">
      <div className="row">
        <h2 id="cell" className="cut" title={titleOf(of, view, t)}>
          {titleOf(of, view, t)}
        </h2>
        <span className="cell-count caption">{total !== undefined && t('pictures', { count: total })}</span>
        <span className="grow" />
        <IconButton icon={X} small label={t('closeCell')} keys="Escape" onClick={onClose} />
      </div>
      {problem && <ProblemNotice problem={problem} />}
      {total === 0 && <p className="caption">{t('noPictures')}</p>}
      <ul
        ref={grid}
        className={total !== undefined && total <= few ? 'judged few' : 'judged'}
        style={{ '--columns': columnsFor(total ?? 0) } as CSSProperties}
        aria-labelledby="cell"
        onKeyDown={onKey}
      >
        {pictures.map((picture, k) => {
          const [first] = picture.top
          const own = shown.get(picture.index)
          return (
            <li key={picture.index}>
              <button
                type="button"
                tabIndex={k === place ? 0 : -1}
                aria-pressed={isSame(chosen, where, picture.index)}
                aria-label={t('pictureLabel', {
                  name: pictureName(t, picture.index, own?.name),
                  prediction: view.classes[first?.class ?? 0],
                  percent: percentText(first?.probability),
                })}
                onClick={() => choose(k)}
              >
                <Thumbnail picture={own} />
                <span className="judged-words">
                  <strong>{Math.round((first?.probability ?? 0) * 100)} %</strong>
                  <span className="cut" title={own?.name}>
                    {pictureName(t, picture.index, own?.name)}
                  </span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {total !== undefined && pictures.length < total && (
        <Button flat small onClick={more}>
          {t('more', { count: total - pictures.length })}
        </Button>
      )}
      {pictures.length > 0 && (
        <p className="caption keys">
          <Kbd>←</Kbd> <Kbd>→</Kbd> {t('walk')} <Kbd>L</Kbd> {t('label')} <Kbd>X</Kbd> {t('leaveOut')} <Kbd>H</Kbd>{' '}
          {t('heatMap')}
        </p>
      )}
      <Dialog
        title={t('labelTitle', { name: name ?? '' })}
        about={name === undefined ? t('noFiles') : t('labelAbout')}
        isOpen={isLabelling}
        onClose={() => setLabelling(false)}
      >
        <div className="label-choices">
          {name !== undefined &&
            view.classes.map((className) => (
              <Button
                key={className}
                small
                onClick={() => {
                  setLabelling(false)
                  change({ kind: 'relabel', names: [name], className }, t('relabelled', { name, className }))
                }}
              >
                <span className="cut">{className}</span>
              </Button>
            ))}
        </div>
      </Dialog>
    </section>
  )
}

type Words = ReturnType<typeof useTranslation<'evaluate'>>['t']

function titleOf(of: Of, { classes }: EvaluationView, t: Words): string {
  if (of === 'worst') return t('allMistakes')
  if ('wrong' in of) return t('mistakesOf', { truth: classes[of.truth] })
  if (of.truth === of.prediction) return t('rightOf', { truth: classes[of.truth] })
  return t('takenFor', { truth: classes[of.truth], prediction: classes[of.prediction] })
}

export const chosenOf = ({ index, label }: JudgedPicture, { split }: EvaluatedSplit): ChosenPicture => ({
  picture: { split, index },
  label,
})

const isSame = (chosen: ChosenPicture | undefined, { split }: EvaluatedSplit, index: number): boolean =>
  chosen !== undefined && 'split' in chosen.picture && chosen.picture.split === split && chosen.picture.index === index

/** So few pictures are shown as large as there is room for. */
const few = 20
const columnsFor = (total: number): number => (total <= 2 ? 2 : total <= 6 ? 3 : total <= 12 ? 4 : 5)

/** How many stand in a row. */
function columnsOf(grid: HTMLElement | null): number {
  const items = [...(grid?.children ?? [])] as HTMLElement[]
  const first = items[0]?.offsetTop
  const below = items.findIndex(({ offsetTop }) => offsetTop !== first)
  return below > 0 ? below : Math.max(1, items.length)
}
