import { useTranslation } from 'react-i18next'
import { countText, macsText } from '../words/figures'
import { NetworkPicture } from './NetworkPicture'
import { useZooAbout } from './useZooAbout'
import type { ZooEntry } from './zooEntries'

/** A network of the gallery: its drawing, name, and figures for what it was published for. */
export const ZooCard = ({ entry, isChosen, onChoose }: { entry: ZooEntry; isChosen: boolean; onChoose(): void }) => {
  const { t } = useTranslation('zoo')
  const about = useZooAbout()(entry)
  const { name, facts, input, origin } = entry
  return (
    <button type="button" className="zoo-card" aria-pressed={isChosen} title={about} onClick={onChoose}>
      <NetworkPicture outline={facts.outline} />
      <b className="zoo-name cut">{name}</b>
      <span className="zoo-facts">
        {t('facts', { parameters: countText(facts.parameters), macs: macsText(facts.macs) })}
      </span>
      <span className="zoo-facts">{t('input', { year: origin.year, input: input.join('×') })}</span>
    </button>
  )
}
