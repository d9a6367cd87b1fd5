import { Handle, type NodeProps, Position } from '@xyflow/react'
import { ChevronDown } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../design/IconButton'
import { countText } from '../../words/figures'
import { useEditor } from '../state/EditorProvider'
import { useCanvasActions } from '../state/useCanvasActions'
import { nodeLabel } from '../view/nodeLabel'
import { nodeTitle, shapeText } from '../view/nodeTitle'
import { FrozenSign } from './FrozenSign'
import type { LayerFlowNode } from './flowNodes'
import { InPort } from './LayerNode'
import { NodeName } from './NodeName'
import { OutPort } from './OutPort'

/** From here on there is room for the key that folds it, in pixels. */
const wide = 560

/** A block that is open in its place: a frame, out of whose head come its wires. */
export const OpenedNode = memo(({ id, data: { facts }, selected, width = 0 }: NodeProps<LayerFlowNode>) => {
  const { t } = useTranslation(['editor', 'layers'])
  const { fold } = useCanvasActions()
  const isFocus = useEditor(({ focus }) => focus === id)
  const { shape, from, parameters, repeat, ports } = facts
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, this is a thing that is drawn
    <div
      className={selected ? 'opened selected' : 'opened'}
      data-node={id}
      role="group"
      aria-roledescription={t('node')}
      aria-label={nodeLabel(t, facts)}
      tabIndex={isFocus ? 0 : -1}
    >
      <div className="block-head">
        <span className="nodrag nopan">
          <IconButton icon={ChevronDown} small label={t('fold', { id: facts.id })} onClick={() => fold(id)} />
        </span>
        <b className="cut">{nodeTitle(t, facts)}</b>
        <NodeName facts={facts} />
        <FrozenSign facts={facts} />
        {repeat !== undefined && repeat > 1 && <span>× {repeat}</span>}
        <span className="aside">{from && shape && `${shapeText(from)} → ${shapeText(shape)}`}</span>
        <span>{countText(parameters)}</span>
        {width > wide && <span className="dim">{t('foldIt')}</span>}
      </div>
      <InPort id={id} facts={facts} />
      {ports.map((port, place) => (
        <OutPort
          key={port}
          id={id}
          handle={`port:${port}`}
          name={t('portOfBlock', { port, id: facts.id })}
          isFocus={isFocus}
          left={((place + 1) * width) / (ports.length + 1)}
        />
      ))}
      <Handle id="result" type="target" position={Position.Bottom} isConnectable={false} className="port hidden" />
      <OutPort id={id} name={t('output', { id: facts.id })} isFocus={isFocus} />
    </div>
  )
})
OpenedNode.displayName = 'OpenedNode'
