import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../shared/model/edits'
import { familyIcon } from '../../design/familyIcon'
import { Icon } from '../../design/Icon'
import { countText } from '../../words/figures'
import { useProblemText } from '../../words/useProblemText'
import { useEditor } from '../state/EditorProvider'
import type { NodeKey } from '../state/editorStore'
import type { NodeFacts } from '../view/nodeFacts'
import { nodeLabel } from '../view/nodeLabel'
import { nodeTitle, shapeText } from '../view/nodeTitle'
import { FarContext } from './FarContext'
import { FrozenSign } from './FrozenSign'
import type { LayerFlowNode } from './flowNodes'
import { NodeName } from './NodeName'
import { useNodePictures } from './NodePictures'
import { NodeProblem } from './NodeProblem'
import { OutPort } from './OutPort'
import { verdictText } from './verdictText'

/** A layer or a folded block. Drawn again only when what it shows is another: React Flow tells it of each step of a move, too. */
export const LayerNode = memo(
  (props: NodeProps<LayerFlowNode>) => (useContext(FarContext) ? <FarNode {...props} /> : <NearNode {...props} />),
  (before, now) => before.id === now.id && before.data === now.data && before.selected === now.selected,
)
LayerNode.displayName = 'LayerNode'

/** Seen from so far that words cannot be read: its colour, and for those who hear it all that it says. */
const FarNode = ({ id, data: { facts }, selected }: NodeProps<LayerFlowNode>) => {
  const { t } = useTranslation(['editor', 'layers'])
  const isFocus = useEditor(({ focus }) => focus === id)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, this is a thing that is drawn
    <div
      className={`node far f-${facts.family}${facts.problem ? ' bad' : ''}${selected ? ' selected' : ''}`}
      data-node={id}
      role="group"
      aria-roledescription={t('node')}
      aria-label={nodeLabel(t, facts)}
      tabIndex={isFocus ? 0 : -1}
    />
  )
}

const NearNode = ({ id, data: { facts }, selected }: NodeProps<LayerFlowNode>) => {
  const { t } = useTranslation(['editor', 'layers'])
  const isFocus = useEditor(({ focus }) => focus === id)
  const { family, kind, isSlim, problem, isInside, isBypassed, isAbsent } = facts
  const classes = [
    'node',
    `f-${family}`,
    isSlim && 'slim',
    kind === 'block' && 'fold',
    problem && 'bad',
    selected && 'selected',
    isBypassed && 'bypassed',
    isAbsent && 'absent',
  ]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, this is a thing that is drawn
    <div
      className={classes.filter(Boolean).join(' ')}
      data-node={id}
      role="group"
      aria-roledescription={t('node')}
      aria-label={nodeLabel(t, facts)}
      tabIndex={isFocus ? 0 : -1}
    >
      {isSlim ? <SlimRow facts={facts} /> : <Head facts={facts} />}
      {!isSlim && problem && !isInside && <NodeProblem facts={facts} problem={problem} />}
      {!isSlim && (!problem || isInside) && <Body facts={facts} />}
      {kind === 'block' && (!problem || isInside) && <Chain facts={facts} />}
      {family !== 'data' && <InPort id={id} facts={facts} />}
      <OutPort id={id} name={t('output', { id: facts.id })} isFocus={isFocus} />
    </div>
  )
}

const Head = ({ facts }: { facts: NodeFacts }) => {
  const { t } = useTranslation(['editor', 'layers'])
  return (
    <div className="head">
      <Icon of={familyIcon[facts.family]} size={14} />
      <b className="cut" title={`${nodeTitle(t, facts)}, ${facts.id}`}>
        {nodeTitle(t, facts)}
      </b>
      <NodeName facts={facts} />
      <FrozenSign facts={facts} />
      {facts.repeat !== undefined && facts.repeat > 1 && <span className="times">× {facts.repeat}</span>}
    </div>
  )
}

const Body = ({ facts: { key, shape, parameters, problem, isInside, family } }: { facts: NodeFacts }) => {
  const isData = family === 'data'
  const { t } = useTranslation('editor')
  const tell = useProblemText()
  const Pictures = useNodePictures()
  return (
    <div className="body">
      <p>
        {shape ? shapeText(shape) : '–'}
        {problem && isInside ? (
          <small className="cut inside" title={tell(problem).text}>
            {t('inside', { problem: tell(problem).text })}
          </small>
        ) : (
          !isData && <small title={t('parameters', { number: countText(parameters) })}>{countText(parameters)}</small>
        )}
      </p>
      {Pictures && shape && <Pictures id={key} />}
    </div>
  )
}

const SlimRow = ({ facts }: { facts: NodeFacts }) => {
  const { t } = useTranslation(['editor', 'layers'])
  return (
    <>
      <span className="tab">
        <Icon of={familyIcon[facts.family]} size={14} />
      </span>
      <b className="cut" title={`${nodeTitle(t, facts)}, ${facts.id}`}>
        {nodeTitle(t, facts)}
      </b>
      <FrozenSign facts={facts} />
      <NodeName facts={facts}>
        <span className="figures">
          {facts.shape ? shapeText(facts.shape) : '–'} <small>{countText(facts.parameters)}</small>
        </span>
      </NodeName>
    </>
  )
}

/** The families inside a folded block, and what it was told. */
const Chain = ({ facts: { chain, config } }: { facts: NodeFacts }) => {
  const told = Object.entries(config)
    .filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => (name === 'filters' ? `${value}` : `${name} ${value}`))
    .join(', ')
  return (
    <div className="chain">
      {chain.map((family, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a chain has nothing but places
        <i key={place} className={`f-${family}`} />
      ))}
      <em className="cut" title={told}>
        {told}
      </em>
    </div>
  )
}

/** Where wires come in: while one is pulled it says what would come of it, or why not. */
export const InPort = ({ id, facts }: { id: NodeKey; facts: NodeFacts }) => {
  const { t } = useTranslation('editor')
  const verdict = useEditor(({ pull }) => pull?.verdicts.get(id))
  const isTarget = useEditor(({ pull }) => pull?.target === id)
  const isPulled = useEditor(({ pull }) => pull !== undefined)
  return (
    <>
      <Handle
        id="in"
        type="target"
        position={Position.Top}
        isConnectableStart={false}
        title={t('input', { id: facts.id })}
        className={portClass(verdict, isPulled, isTarget)}
      />
      {verdict && <span className={verdictClass(verdict, isTarget)}>{verdictText(t, verdict)}</span>}
    </>
  )
}

const portClass = (verdict: Verdict | undefined, isPulled: boolean, isTarget: boolean): string =>
  ['port', verdict?.fits && 'legal', isPulled && !verdict?.fits && 'off', isTarget && 'aimed'].filter(Boolean).join(' ')

const verdictClass = ({ fits }: Verdict, isTarget: boolean): string =>
  ['verdict', fits ? 'ok' : 'no', isTarget && 'aimed'].filter(Boolean).join(' ')
