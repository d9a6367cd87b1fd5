import type { TFunction } from 'i18next'
import { countText } from '../../words/figures'
import { problemText } from '../../words/problemText'
import type { NodeFacts } from './nodeFacts'
import { nodeTitle, shapeText } from './nodeTitle'

const labels = new WeakMap<NodeFacts, { readonly t: unknown; readonly label: string }>()

/** The label of a node, put together once for what it shows. */
export function nodeLabel(t: TFunction<readonly ['editor', 'layers']>, facts: NodeFacts): string {
  const known = labels.get(facts)
  if (known?.t === t) return known.label
  const label = labelOf(t, facts)
  labels.set(facts, { t, label })
  return label
}

/** All that a node shows, in one sentence for those who hear it: "conv2d_3, Conv 3×3, 32 filters, output 28×28×32, ..." */
function labelOf(t: TFunction<readonly ['editor', 'layers']>, facts: NodeFacts): string {
  const { id, config, shape, parameters, problem, repeat, isBypassed, isAbsent, isFrozen } = facts
  const parts = [
    id,
    nodeTitle(t, facts),
    repeat !== undefined && repeat > 1 && t('label.times', { count: repeat }),
    typeof config.filters === 'number' && t('label.filters', { count: config.filters }),
    typeof config.units === 'number' && t('label.units', { count: config.units }),
    shape && t('label.output', { shape: shapeText(shape) }),
    parameters > 0 && t('label.parameters', { number: countText(parameters) }),
    isBypassed && t('bypassed'),
    isAbsent && t('absent'),
    isFrozen && t(isFrozen === 'whole' ? 'frozen' : 'frozenPartly'),
    problem ? t('label.problem', { problem: problemText(problem).text }) : t('label.noProblem'),
  ]
  return parts.filter(Boolean).join(', ')
}
