import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../design/Icon'
import { useEditorStore } from '../editor/state/EditorProvider'
import { select } from '../editor/state/editorStore'
import { useLaterNetwork } from '../editor/state/NetworkProvider'
import { asSentence } from '../words/asSentence'
import { useProblemText } from '../words/useProblemText'
import { useInspection } from './useInspection'

/** Whether the network is sound; else its first problem, and a press leads to the layer. */
export const ProblemsCell = () => {
  const { t } = useTranslation('numbers')
  const tell = useProblemText()
  const editor = useEditorStore()
  const { inference } = useLaterNetwork()
  const { inspection } = useInspection()
  const problems = inspection?.notTrainable ? [...inference.problems, inspection.notTrainable] : inference.problems
  const [first] = problems
  if (!first)
    return (
      <div className="number-cell">
        <p className="caption">{t('network')}</p>
        <span className="row sound">
          <Icon of={CircleCheck} />
          <b>{t('sound')}</b>
        </span>
      </div>
    )
  const text = first.layer ? `${first.layer}: ${tell(first).text}` : asSentence(tell(first).text)
  const { layer } = first
  return (
    <div className="number-cell">
      <p className="caption">{t('network')}</p>
      <button
        type="button"
        className="problems"
        disabled={layer === undefined}
        onClick={() => layer !== undefined && select(editor, [layer])}
      >
        <span className="row">
          <Icon of={TriangleAlert} />
          <b>{t('problems', { count: problems.length })}</b>
        </span>
        <span className="caption cut" title={text}>
          {text}
        </span>
      </button>
    </div>
  )
}
