import { useTranslation } from 'react-i18next'
import type { Difference } from '../../shared/inspection/compareNetworks'
import { layerDefinition } from '../../shared/layers'
import { FamilyGlyph } from '../design/FamilyGlyph'
import { useLayerWords } from '../inspector/useLayerWords'
import { countText } from '../words/figures'
import type { ChangedCard, DiffCard, DiffSegment } from './diffSegments'

/** One stretch of the two networks: folded, changed in place, or apart, the first above and the second below. */
export const DiffRow = ({ segment, a, b }: { segment: DiffSegment; a: string; b: string }) => {
  const { t } = useTranslation('diff')
  if (segment.kind === 'same') {
    const { first, last, layers } = segment
    return (
      <li className="diff-same">
        <Card card={first} />
        {layers > 1 && first.id !== last.id && (
          <>
            {layers > 2 && <span className="diff-fold">{t('folded', { count: layers - 2 })}</span>}
            <Card card={last} />
          </>
        )}
      </li>
    )
  }
  if (segment.kind === 'changed')
    return (
      <li className="diff-changed">
        {segment.cards.map((card) => (
          <Changed key={`${card.a.id} ${card.b.id}`} card={card} />
        ))}
        {segment.follow > 0 && <span className="diff-fold">{t('follow', { count: segment.follow })}</span>}
      </li>
    )
  return (
    <li className="diff-apart">
      <ul className="only-a" aria-label={t('only', { label: a })}>
        {segment.a.map((card) => (
          <li key={card.id}>
            <Card card={card} sign="−" />
          </li>
        ))}
      </ul>
      <ul className="only-b" aria-label={t('only', { label: b })}>
        {segment.b.map((card) => (
          <li key={card.id}>
            <Card card={card} sign="+" />
          </li>
        ))}
      </ul>
    </li>
  )
}

const Card = ({ card, sign }: { card: DiffCard; sign?: string }) => {
  const { t } = useTranslation('diff')
  const words = useLayerWords()
  const isBlock = card.layers > 1
  const family = card.type === 'input' ? 'data' : (layerDefinition(card.type)?.family ?? 'shape')
  return (
    <div className="diff-card" title={card.id}>
      {sign && <span className="diff-sign">{sign}</span>}
      <FamilyGlyph family={isBlock ? 'block' : family} />
      <span className="diff-words">
        <b className="cut">{card.id}</b>
        <span className="cut">
          {isBlock ? t('layersIn', { count: card.layers }) : words.title(card.type, {})}
          {card.parameters > 0 && ` · ${countText(card.parameters)}`}
        </span>
      </span>
    </div>
  )
}

/** At most so many differences on a card; the others are in its tooltip. */
const mostShown = 2

const Changed = ({ card: { a, b, differences } }: { card: ChangedCard }) => {
  const { t } = useTranslation('diff')
  const words = useLayerWords()
  const text = ({ what, a: before, b: after }: Difference): string => {
    const setting = /^config\.(.*)$/.exec(what)?.[1]
    const label =
      setting !== undefined
        ? words.form.label(setting)
        : what === 'outputShape'
          ? t('outputShape')
          : what === 'parameters'
            ? t('parameters')
            : what === 'macs'
              ? t('macs')
              : t('field')
    return `${label} ${valueText(before)} → ${valueText(after)}`
  }
  const texts = differences.map(text)
  return (
    <div className="diff-card is-changed" title={texts.join('\n')}>
      <span className="diff-words">
        <b className="cut">{a.id === b.id ? b.id : `${a.id} → ${b.id}`}</b>
        {texts.slice(0, mostShown).map((each) => (
          <span key={each} className="cut">
            {each}
          </span>
        ))}
      </span>
    </div>
  )
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join('×')
  if (typeof value === 'number') return Number.isInteger(value) ? countText(value) : String(value)
  if (typeof value === 'object' && value !== null) {
    const { size } = value as { size?: unknown }
    return size === undefined ? JSON.stringify(value) : valueText(size)
  }
  return String(value)
}
