import type { TFunction } from 'i18next'
import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EpochPoint } from '../../../shared/contract/studio/runs'
import type { RunEvent } from '../../../shared/records/events'
import { SegmentedControl } from '../../design/SegmentedControl'
import type { KnownLive } from '../../runs/liveRun'
import { shortNumber } from '../../runs/runMarks'
import { countText, epochTimeText, lossText, percentText } from '../../words/figures'
import { problemText } from '../../words/problemText'
import { knobWords } from './knobWords'

type Shown = 'events' | 'epochs'

const mostLines = 200

/** What happened, newest first; or the epochs as a table. */
export const RunLog = ({ events, live }: { events: readonly RunEvent[]; live: KnownLive }) => {
  const { t } = useTranslation('train')
  const [shown, setShown] = useState<Shown>('events')
  return (
    <section className="run-log" aria-labelledby="log-name">
      <div className="part-head">
        <h2 id="log-name">{t('logTitle')}</h2>
        <SegmentedControl<Shown>
          label={t('logTitle')}
          value={shown}
          segments={[
            { value: 'events', label: t('events') },
            { value: 'epochs', label: t('epochs') },
          ]}
          onChange={setShown}
        />
      </div>
      {shown === 'events' ? (
        <EventLines events={events} warnings={live.warnings} />
      ) : (
        <EpochTable epochs={live.epochs} />
      )}
    </section>
  )
}

const EventLines = memo(({ events, warnings }: { events: readonly RunEvent[]; warnings: KnownLive['warnings'] }) => {
  const { t } = useTranslation('train')
  const lines = useMemo(() => keyed(events).reverse().slice(0, mostLines), [events])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, with keys too
    <div className="log-lines" role="log" aria-label={t('logTitle')} tabIndex={0}>
      {warnings.map((warning) => (
        <div key={`${warning.code} ${warning.message}`} className="log-warning" title={warning.message}>
          {[problemText(warning).text, problemText(warning).remedy].filter(Boolean).join(' · ')}
        </div>
      ))}
      {lines.length === 0 && warnings.length === 0 && <p className="part-empty">{t('noEvents')}</p>}
      {lines.map(({ event, key }) => (
        <EventLine key={key} event={event} />
      ))}
    </div>
  )
})
EventLines.displayName = 'EventLines'

/** A line is drawn once: in a long run two come each second, and two hundred are shown. */
const EventLine = memo(({ event }: { event: RunEvent }) => {
  const { t } = useTranslation('train')
  const words = sentence(t, event)
  return (
    <div className={isBad(event) ? 'log-warning' : ''} title={words}>
      <time dateTime={event.at}>{clockText(event.at)}</time> {words}
    </div>
  )
})
EventLine.displayName = 'EventLine'

/** With a name that stays theirs when older ones are forgotten: their time, and which of that time they are. */
function keyed(events: readonly RunEvent[]): { event: RunEvent; key: string }[] {
  let [at, count] = ['', 0]
  return events.map((event) => {
    count = event.at === at ? count + 1 : 0
    at = event.at
    return { event, key: `${at} ${count}` }
  })
}

/** 03:06:19 by the clock here, in every language: figures stand below figures. */
const clockText = (at: string): string => new Date(at).toLocaleTimeString('en-GB')

const isBad = ({ event }: RunEvent): boolean =>
  event === 'failed' || event === 'checkpoint-failed' || event === 'checkpoint-refused' || event === 'warning'

function sentence(t: TFunction<'train'>, event: RunEvent): string {
  switch (event.event) {
    case 'started':
      return t('event.started', { process: event.process })
    case 'resumed':
      return t('event.resumed', { step: countText(event.step) })
    case 'branched':
      return t('event.branched', { step: countText(event.step), from: event.from })
    case 'paused':
      return t('event.paused', { step: countText(event.step) })
    case 'continued':
      return t('event.continued')
    case 'learning-rate':
      return event.learningRate === null
        ? t('event.schedule')
        : t('event.learningRate', { value: shortNumber(event.learningRate) })
    case 'knob':
      return t('event.knob', { name: knobWords(t, event.name), value: shortNumber(event.value) })
    case 'checkpoint':
      return t('event.checkpoint', { step: countText(event.step), kind: t(`kind.${event.kind ?? 'newest'}`) })
    case 'unfrozen':
      return t('event.unfrozen', { layers: event.layers.join(', ') })
    case 'frozen':
      return t('event.frozen', { layers: event.layers.join(', ') })
    case 'stopped':
      return t('event.stopped', { step: countText(event.step) })
    case 'finished':
      return t('event.finished', { step: countText(event.step) })
    case 'checkpoint-failed':
    case 'checkpoint-refused':
    case 'warning':
    case 'failed':
      return problemText(event.problem).text
  }
}

/** Epochs, newest first. */
const EpochTable = memo(({ epochs }: { epochs: readonly EpochPoint[] }) => {
  const { t } = useTranslation('train')
  return (
    <div className="log-lines">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('epoch')}</th>
            <th scope="col" className="number">
              {t('loss')}
            </th>
            <th scope="col" className="number">
              {t('accuracy')}
            </th>
            <th scope="col" className="number">
              {t('validationLoss')}
            </th>
            <th scope="col" className="number">
              {t('validationAccuracy')}
            </th>
            <th scope="col" className="number">
              {t('time')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...epochs]
            .reverse()
            .slice(0, mostLines)
            .map(({ epoch, train, validation, seconds }) => (
              <tr key={epoch} data-testid="epoch-row">
                <td>{epoch}</td>
                <td className="number">{lossText(train.loss)}</td>
                <td className="number">{percentText(train.top1)}</td>
                <td className="number">{lossText(validation?.loss)}</td>
                <td className="number">{percentText(validation?.top1)}</td>
                <td className="number">{epochTimeText(seconds)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
})
EpochTable.displayName = 'EpochTable'
