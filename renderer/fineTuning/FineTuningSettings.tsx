import { useTranslation } from 'react-i18next'
import type { Inference } from '../../shared/model/infer'
import { inferenceOf } from '../../shared/model/inferenceOf'
import type { Network } from '../../shared/model/network'
import { FineTuning } from '../../shared/training/fineTuning/fineTuning'
import { frozenAtStart } from '../../shared/training/fineTuning/frozenLayers'
import { discriminativeRates, gradualPlan } from '../../shared/training/fineTuning/gradual'
import { namesOf } from '../../shared/training/fineTuning/layersAt'
import { Select } from '../design/Select'
import { LayerRules } from './LayerRules'
import { NamesField } from './NamesField'
import './fineTuning.css'

export interface FineTuningSettingsProps {
  readonly network: Network
  readonly fineTuning: FineTuning | undefined
  /** Of the run. */
  readonly epochs: number
  /** `undefined`: nothing of it is set any more. */
  onChange(fineTuning: FineTuning | undefined): void
}

const nothing = FineTuning.parse({})

/** What is frozen, when it is let go, and which layers learn slower: for weights that are not to be lost. */
export const FineTuningSettings = ({ network, fineTuning, epochs, onChange }: FineTuningSettingsProps) => {
  const { t } = useTranslation('training')
  const inference = inferenceOf(network)
  const tuning = fineTuning ?? nothing
  const change = (part: Partial<FineTuning>) => {
    const next = { ...tuning, ...part }
    onChange(JSON.stringify(next) === JSON.stringify(nothing) ? undefined : next)
  }
  const frozen = frozenAtStart(inference, fineTuning)
  const weighty = [...inference.layers.values()].filter(({ weights }) => weights.length > 0)
  const still = weighty.filter(({ spec }) => frozen.has(spec.id))
  const isChosen = tuning.freeze !== 'all-but-head'
  const kind = !isChosen ? 'all-but-head' : tuning.freeze.length > 0 ? 'chosen' : 'nothing'
  const setKind = (next: string) => {
    if (next === 'all-but-head') change({ freeze: 'all-but-head' })
    else if (next === 'nothing') change({ freeze: [] })
    else {
      const named = namesOf(inference, frozen)
      const [first] = weighty
      change({ freeze: named.length > 0 ? named : first ? [first.spec.id] : [] })
    }
  }
  return (
    <div className="fine-tuning">
      <Select
        inRow
        label={t('fields.freeze')}
        value={kind}
        choices={[
          { value: 'nothing', label: t('fine.nothing') },
          { value: 'all-but-head', label: t('fine.allButHead') },
          { value: 'chosen', label: t('fine.chosen') },
        ]}
        onChange={setKind}
      />
      {kind === 'chosen' && (
        <NamesField
          inRow
          label={t('fine.frozenLayers')}
          names={tuning.freeze as string[]}
          inference={inference}
          onChange={(freeze) => change({ freeze })}
        />
      )}
      <p className="caption" role="status">
        {weighty.length > 0 && t('fine.count', { frozen: still.length, all: weighty.length })}
      </p>
      {still.some(({ spec }) => spec.type === 'batch-norm') && <p className="caption">{t('fine.norm')}</p>}
      {(still.length > 0 || tuning.unfreeze.length > 0) && (
        <Plan inference={inference} tuning={tuning} epochs={epochs} onChange={change} />
      )}
      <Rates inference={inference} tuning={tuning} onChange={change} />
    </div>
  )
}

interface PartProps {
  readonly inference: Inference
  readonly tuning: FineTuning
  onChange(part: Partial<FineTuning>): void
}

/** Which layers begin to learn in which epoch. */
const Plan = ({ inference, tuning: { unfreeze }, epochs, onChange }: PartProps & { readonly epochs: number }) => {
  const { t } = useTranslation('training')
  return (
    <LayerRules
      legend={t('fine.plan')}
      rules={unfreeze}
      inference={inference}
      namesLabel={t('fine.learn')}
      number={{
        label: t('fine.fromEpoch'),
        min: 2,
        max: 1_000_000,
        isWhole: true,
        of: ({ epoch }) => epoch,
        put: (rule, epoch) => ({ ...rule, epoch }),
      }}
      removeLabel={({ epoch }) => t('fine.removePlan', { epoch })}
      add={{
        label: t('fine.addPlan'),
        rule: () => ({ epoch: (unfreeze.at(-1)?.epoch ?? 1) + 1, layers: ['*'] }),
      }}
      fill={{ label: t('fine.gradually'), why: t('fine.graduallyWhy'), rules: () => gradualPlan(inference, epochs) }}
      onChange={(next) => onChange({ unfreeze: next })}
    >
      {unfreeze.some(({ epoch }) => epoch > epochs) && <p className="caption">{t('fine.tooLate', { epochs })}</p>}
    </LayerRules>
  )
}

/** What multiplies the learning rate of some layers; of rules that fit one, the last counts. */
const Rates = ({ inference, tuning: { rates }, onChange }: PartProps) => {
  const { t } = useTranslation('training')
  return (
    <LayerRules
      legend={t('fine.rates')}
      rules={rates}
      inference={inference}
      namesLabel={t('fine.of')}
      number={{
        label: t('fine.factor'),
        min: 0,
        max: 1000,
        isLog: true,
        of: ({ factor }) => factor,
        put: (rule, factor) => ({ ...rule, factor }),
      }}
      removeLabel={({ layers }) => t('fine.removeRate', { layers: layers.join(', ') })}
      add={{ label: t('fine.addRate'), rule: () => ({ layers: ['*'], factor: 0.1 }) }}
      fill={{ label: t('fine.slower'), why: t('fine.slowerWhy'), rules: () => discriminativeRates(inference) }}
      onChange={(next) => onChange({ rates: next })}
    />
  )
}
