import { useTranslation } from 'react-i18next'
import type { ProblemDetails } from '../../../shared/problem'
import { Button } from '../../design/Button'
import { useProblemText } from '../../words/useProblemText'
import { useCanvasActions } from '../state/useCanvasActions'
import type { NodeFacts } from '../view/nodeFacts'
import { nodeTitle } from '../view/nodeTitle'

/** What is wrong with a layer, in place of its body, and what mends it. */
export const NodeProblem = ({ facts, problem }: { facts: NodeFacts; problem: ProblemDetails }) => {
  const { t } = useTranslation(['editor', 'layers'])
  const { repair } = useCanvasActions()
  const { text, remedy, english } = useProblemText()(problem)
  const hasRepairs = facts.repairs.length > 0
  const [first = '', ...others] = text.split(', ')
  const rest = others.length > 0 ? `, ${others.join(', ')}` : ''
  const then = hasRepairs ? `. ${t('putBetween')}` : remedy ? `; ${remedy}` : ''
  return (
    <div className="problem">
      <p title={[text, remedy, english].filter(Boolean).join('; ')}>
        <b>{first.charAt(0).toUpperCase() + first.slice(1)}</b>
        {rest + then}
      </p>
      {hasRepairs && (
        <div className="acts nodrag nopan">
          {facts.repairs.map((wish) => (
            <Button key={wish.layer.type + wish.input} small onClick={() => repair(facts.key, wish)}>
              <span className="cut">
                {nodeTitle(t, { type: wish.layer.type, block: undefined, config: wish.layer.config ?? {} })}
              </span>
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
