import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Network } from '../../shared/model/network'
import type { NetworkPurpose } from '../../shared/zoo'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { SearchField } from '../design/SearchField'
import { useZooNetwork } from './useZooNetwork'
import { ZooCard } from './ZooCard'
import { ZooDetails } from './ZooDetails'
import { foundEntries, zooEntries } from './zooEntries'
import './zoo.css'

/** A network of the zoo as somebody chose it. */
export interface ZooChoice {
  readonly name: string
  readonly width?: number
  readonly stem?: 'small'
  /** Made for `purpose`; absent where that was not told. */
  readonly network?: Network
}

export interface ZooDialogProps {
  readonly isOpen: boolean
  /** What the network is to be made for: the project's pictures and classes. Without it figures are those of the papers. */
  readonly purpose?: Pick<NetworkPurpose, 'input' | 'classes'> | undefined
  /** The name that is chosen when it opens. */
  readonly chosen?: string
  /** What taking it costs: what will be lost, say. */
  readonly warning?: string | undefined
  /** Of the main button. */
  readonly useLabel: string
  onUse(choice: ZooChoice): void
  onClose(): void
}

/** Every published network that can be built, by family, with a small drawing of each. */
export const ZooDialog = (props: ZooDialogProps) => {
  const { t } = useTranslation('zoo')
  return (
    <Dialog title={t('zoo', { count: zooEntries.length })} isOpen={props.isOpen} wide onClose={props.onClose}>
      {props.isOpen && <ZooGallery {...props} />}
    </Dialog>
  )
}

const ZooGallery = ({ purpose, chosen, warning, useLabel, onUse, onClose }: ZooDialogProps) => {
  const { t } = useTranslation('zoo')
  const [query, setQuery] = useState('')
  const [name, setName] = useState(zooEntries.find((each) => each.name === chosen)?.name ?? zooEntries[0]?.name ?? '')
  const [options, setOptions] = useState<{ width?: number; stem?: 'small' }>({})
  const entry = zooEntries.find((each) => each.name === name)
  const families = useMemo(() => foundEntries(query), [query])
  const choice = useMemo(
    () => ({
      name,
      ...(entry?.options.includes('width') && options.width !== undefined && { width: options.width }),
      ...(entry?.options.includes('stem') && options.stem && { stem: options.stem }),
    }),
    [name, entry, options],
  )
  const made = useZooNetwork(choice, purpose)
  const network = made && 'network' in made ? made.network : undefined
  const canUse = purpose === undefined || network !== undefined
  const use = () => onUse({ ...choice, ...(network && { network }) })
  return (
    <div className="zoo">
      <div className="zoo-list">
        <SearchField label={t('find')} value={query} onChange={setQuery} />
        <div className="zoo-families">
          {families.length === 0 && <p className="caption">{t('nothingFound', { query })}</p>}
          {families.map(({ family, entries }) => (
            <section key={family} aria-label={family}>
              <h3>{family}</h3>
              <div className="zoo-cards">
                {entries.map((each) => (
                  <ZooCard
                    key={each.name}
                    entry={each}
                    isChosen={each.name === name}
                    onChoose={() => setName(each.name)}
                  />
                ))}
              </div>
            </section>
          ))}
        </div>
      </div>
      {entry && (
        <ZooDetails entry={entry} options={options} purpose={purpose} made={made} onOptions={setOptions}>
          {warning && <p className="zoo-warning">{warning}</p>}
          <div className="zoo-ways">
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button main disabled={!canUse} onClick={use}>
              {useLabel}
            </Button>
          </div>
        </ZooDetails>
      )}
    </div>
  )
}
