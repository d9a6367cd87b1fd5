import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { layerDefinition } from '../../shared/layers'
import { repair, repairsOf } from '../../shared/model/edits'
import { blockType } from '../../shared/model/layerSpec'
import { Button } from '../design/Button'
import { PanelSection } from '../design/Panel'
import { ProblemNotice } from '../design/ProblemNotice'
import { TextField } from '../design/TextField'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { SettingsForm } from '../form/SettingsForm'
import { valueText } from '../form/valueText'
import { useProblemText } from '../words/useProblemText'
import { AboutSection } from './AboutSection'
import { type ChosenLayer, settingsOf } from './editedLayer'
import { FieldSection } from './FieldSection'
import { followersOf, inferredValue } from './ghosts'
import { LayerHead } from './LayerHead'
import { LearningRows } from './LearningRows'
import { OutputSection } from './OutputSection'
import { RepeatField } from './RepeatField'
import { remedies } from './remedies'
import { shownFields } from './shownFields'
import { useLayerEdits } from './useLayerEdits'
import { useLayerWords } from './useLayerWords'

/** One layer or block: its settings, what is wrong with it, what it gives, and what it does. */
export const LayerInspector = memo(({ selected }: { selected: ChosenLayer }) => {
  const { t } = useTranslation('inspector')
  const say = t as unknown as (key: string, options?: object) => string
  const words = useLayerWords()
  const tell = useProblemText()
  const edits = useLayerEdits()
  const { network, inference } = useLaterNetwork()
  const { key, layer, scope } = selected
  const isBlock = layer.type === blockType
  const definition = layerDefinition(layer.type)
  const inferred = inference.layers.get(key)
  const fields = settingsOf(selected, network)
  const config = (inference.specs.get(key)?.config ?? layer.config) as Readonly<Record<string, unknown>>
  const problems = inference.problems.filter((problem) => problem.layer === key)
  const followers = followersOf(inference, key)
  /** Problems of one setting stand at its field. */
  const fieldOf = (place: string | undefined) => /\.config\.([A-Za-z]+)/.exec(place ?? '')?.[1]
  const shownAtField = (name: string | undefined) => name !== undefined && fields.some((field) => field.name === name)
  const others = problems.filter(({ place }) => !shownAtField(fieldOf(place)))

  return (
    <>
      <LayerHead selected={selected} />
      {others.map((problem) => (
        <ProblemNotice key={problem.message} problem={{ ...problem, layer: undefined, place: undefined }}>
          {repairsOf(network, layer.id, scope, inference).map((each) => (
            <Button
              key={`${each.layer.type} ${each.input}`}
              small
              onClick={() => edits.change((now) => repair(now, layer.id, each, scope).network, `repair ${key}`)}
            >
              {say('putBetween', { layer: words.title(each.layer.type, each.layer.config ?? {}) })}
            </Button>
          ))}
          {definition &&
            inferred &&
            remedies(definition, config, inferred.inputs).map(({ setting, value }) => {
              const field = fields.find(({ name }) => name === setting)
              const shown = field
                ? valueText(field.type, value, (word) => words.form.choice(setting, word))
                : String(value)
              return (
                <Button key={`${setting} ${shown}`} small onClick={() => edits.set([selected], setting, value)}>
                  {words.form.label(setting)} {shown}
                </Button>
              )
            })}
        </ProblemNotice>
      ))}
      <PanelSection>
        <SettingsForm
          fields={isBlock ? fields : shownFields(fields, layer.type, layer.config)}
          values={layer.config}
          words={words.form}
          ghostOf={(field) => {
            if (isBlock) return undefined
            const ghost = inferredValue(field, { type: layer.type, config }, followers)
            return ghost && { value: ghost.value, ...(ghost.why && { why: say(`why.${ghost.why}`) }) }
          }}
          problemOf={(name) => {
            const found = problems.find(({ place }) => fieldOf(place) === name)
            return found && tell(found).text
          }}
          onChange={(name, value) => edits.set([selected], name, value)}
        />
        {isBlock && <RepeatField selected={selected} />}
        {fields.length === 0 && !isBlock && <p className="caption">{t('noSettings')}</p>}
        <LearningRows selected={[selected]} />
      </PanelSection>
      <OutputSection selected={selected} />
      <FieldSection selected={selected} />
      <AboutSection selected={selected} />
      <PanelSection title={t('notes')}>
        <div className="notes">
          <TextField
            label={t('notes')}
            lines={3}
            commitsInPauses
            value={layer.notes ?? ''}
            onCommit={(notes) => edits.note(selected, notes)}
          />
        </div>
      </PanelSection>
    </>
  )
})
LayerInspector.displayName = 'LayerInspector'
