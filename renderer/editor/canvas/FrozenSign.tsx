import { Lock, LockOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../design/Icon'
import type { NodeFacts } from '../view/nodeFacts'

/** A lock on what does not learn when training begins: closed for all of it, open for a part. The node's label says it too. */
export const FrozenSign = ({ facts: { isFrozen } }: { facts: NodeFacts }) => {
  const { t } = useTranslation('editor')
  if (!isFrozen) return null
  return (
    <span className="frozen-sign" data-frozen={isFrozen} title={t(isFrozen === 'whole' ? 'frozenWhy' : 'frozenPartly')}>
      <Icon of={isFrozen === 'whole' ? Lock : LockOpen} size={12} />
    </span>
  )
}
