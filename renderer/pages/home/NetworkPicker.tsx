import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/Button'
import { Lit } from '../../design/Lit'
import { ProblemNotice } from '../../design/ProblemNotice'
import { SearchField } from '../../design/SearchField'
import { match } from '../../palette/match'
import { useAnswer } from '../../studio/useAnswer'
import { useStudio } from '../../studio/useStudio'
import { ZooDialog } from '../../zoo/ZooDialog'

/** A network of the zoo, found by name or by what it is. */
export const NetworkPicker = ({ value, onChange }: { value: string; onChange(name: string): void }) => {
  const { t } = useTranslation('home')
  const id = useId()
  const studio = useStudio()
  const { t: zoo } = useTranslation('zoo')
  const [isGallery, setGallery] = useState(false)
  const [query, setQuery] = useState('')
  const networks = useAnswer(useCallback(() => studio.projects.networks({}), [studio]))
  const found = (networks.answer ?? [])
    .map((network) => ({ network, name: match(query, network.name), about: match(query, network.about) }))
    .filter(({ network, name, about }) => name.score > 0 || about.score > 20 || network.name === value)
    .sort((a, b) => b.name.score - a.name.score)
  const list = useRef<HTMLDivElement>(null)
  const count = networks.answer?.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list came, or another one is chosen in the gallery
  useEffect(() => {
    list.current?.querySelector('[data-checked]')?.scrollIntoView({ block: 'nearest' })
  }, [count, value])
  return (
    <div className="network-picker">
      <div className="row">
        <h3 id={id} className="grow">
          {t('network')}
        </h3>
        <span className="caption">{t('networks', { count: networks.answer?.length ?? 0 })}</span>
        <Button small onClick={() => setGallery(true)}>
          {zoo('gallery')}
        </Button>
      </div>
      <SearchField label={t('findNetwork')} value={query} onChange={setQuery} />
      {networks.problem && <ProblemNotice problem={networks.problem} />}
      <ZooDialog
        isOpen={isGallery}
        chosen={value}
        useLabel={zoo('use')}
        onUse={({ name }) => {
          onChange(name)
          setQuery('')
          setGallery(false)
        }}
        onClose={() => setGallery(false)}
      />
      <RadioGroup
        ref={list}
        className="network-list"
        aria-labelledby={id}
        value={value}
        onValueChange={(name) => onChange(name as string)}
      >
        {found.map(({ network, name, about }) => (
          <Radio.Root key={network.name} value={network.name} className="network-choice" aria-label={network.name}>
            <span className="cut network-name">
              <Lit text={network.name} ranges={name.ranges} />
            </span>
            <span className="cut caption" title={network.about}>
              <Lit text={network.about} ranges={about.ranges} />
            </span>
          </Radio.Root>
        ))}
      </RadioGroup>
    </div>
  )
}
