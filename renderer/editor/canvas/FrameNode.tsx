import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { labelFrame } from '../../../shared/model/edits'
import { useEdit } from '../state/useEdit'
import type { FrameFlowNode } from './flowNodes'

/** A labelled box around some layers. */
export const FrameNode = memo(({ data: { frame }, selected }: NodeProps<FrameFlowNode>) => {
  const { t } = useTranslation('editor')
  const edit = useEdit()
  const { id, label } = frame.frame
  return (
    <section className={selected ? 'label-frame selected' : 'label-frame'} aria-label={label || t('newFrame')}>
      <input
        key={label}
        className="nodrag nopan"
        defaultValue={label}
        aria-label={t('frameName')}
        maxLength={200}
        spellCheck={false}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
        onBlur={({ currentTarget: { value } }) => {
          if (value !== label)
            edit((network) => labelFrame(network, id, value, frame.scope), t('done.labelled', { label: value }))
        }}
      />
    </section>
  )
})
FrameNode.displayName = 'FrameNode'
