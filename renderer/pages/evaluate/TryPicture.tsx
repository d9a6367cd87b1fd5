import { ImageUp } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/Button'
import { Dialog } from '../../design/Dialog'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Progress } from '../../design/Progress'
import { useStudio } from '../../studio/useStudio'
import { percentText } from '../../words/figures'
import type { ChosenPicture } from './chosenPicture'
import { Thumbnail } from './Thumbnail'
import { useAsked } from './useAsked'
import type { EvaluatedSplit } from './useJudged'

/** What the studio takes at most. */
const mostBytes = 64 * 2 ** 20

/** A picture from anywhere: dropped, pasted or chosen. Its bytes go to the studio, which looks at them before it decodes them. */
export const TryPicture = ({
  where: { project, run, checkpoint },
  isOpen,
  chosen,
  onTry,
  onLookInside,
  onClose,
}: {
  where: EvaluatedSplit
  isOpen: boolean
  chosen: ChosenPicture | undefined
  onTry(picture: ChosenPicture): void
  onLookInside(): void
  onClose(): void
}) => {
  const { t } = useTranslation('evaluate')
  const studio = useStudio()
  const file = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const [times, setTimes] = useState(0)
  const own = chosen && 'bytes' in chosen.picture ? chosen : undefined
  const guess = useAsked(
    own && isOpen ? JSON.stringify([project, run, checkpoint, own.name, times]) : undefined,
    (signal) =>
      studio.lab.predictions(
        { project, lane: 'try', run, checkpoint, pictures: [(own as ChosenPicture).picture] },
        { signal },
      ),
  )
  const take = async (found: File | undefined | null) => {
    if (!found) return setRefusal(t('noPicture'))
    if (found.size === 0 || found.size > mostBytes) return setRefusal(t('tooLarge'))
    setRefusal(undefined)
    const bytes = new Uint8Array(await found.arrayBuffer())
    setTimes((n) => n + 1)
    onTry({ picture: { bytes }, name: found.name || t('pasted') })
  }
  const paste = (event: ClipboardEvent) => {
    const found = [...event.clipboardData.files][0]
    event.preventDefault()
    void take(found)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const prediction = guess.answer?.predictions[0]
  const size = guess.answer?.size
  return (
    <Dialog
      title={t('try')}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        prediction && 'top' in prediction ? (
          <Button main onClick={onLookInside}>
            {t('lookInside')}
          </Button>
        ) : undefined
      }
    >
      <button
        type="button"
        className={isOver ? 'drop-zone over' : 'drop-zone'}
        onClick={() => file.current?.click()}
        onPaste={paste}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <ImageUp size={20} strokeWidth={1.5} aria-hidden="true" />
        <span>{t('dropHere')}</span>
        <span className="caption">{t('pasteHere')}</span>
      </button>
      <input
        ref={file}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={t('chooseFile')}
        accept="image/png,image/jpeg,image/bmp,image/gif,image/webp,image/tiff,image/avif"
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0])
          // The same file again is a new try.
          currentTarget.value = ''
        }}
      />
      {refusal && <ProblemNotice problem={{ code: 'no-picture', message: refusal }} />}
      {guess.problem && <ProblemNotice problem={guess.problem} />}
      {guess.isWorking && <Progress label={t('looking')} value={undefined} />}
      {prediction && 'problem' in prediction && <ProblemNotice problem={prediction.problem} />}
      {prediction && 'top' in prediction && size && (
        <div className="guess">
          <Thumbnail picture={{ pixels: prediction.pixels, size, name: own?.name }} />
          <ol className="guess-list" aria-label={t('guesses')}>
            {prediction.top.map(({ class: k, name, probability }) => (
              <li key={k}>
                <span className="cut" title={name}>
                  {name}
                </span>
                <span className="guess-bar" aria-hidden="true">
                  <span style={{ width: `${probability * 100}%` }} />
                </span>
                <span>{percentText(probability)}</span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Dialog>
  )
}
