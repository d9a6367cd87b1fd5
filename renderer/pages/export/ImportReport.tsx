import { useTranslation } from 'react-i18next'
import type { ImportResult } from '../../../shared/contract/jobResult'
import type { ProblemDetails } from '../../../shared/problem'
import { FoldedList } from '../../design/FoldedList'
import { countText } from '../../words/figures'
import { useProblemText } from '../../words/useProblemText'
import { exportFormats, formatName } from './formats'
import './importReport.css'
import { notesByKind } from './importNotes'

/** So many names of classes tell which they are. */
const shownClasses = 5

/** What became of a model file: what was taken, what had to be assumed, what was left aside. An import draws no weight anew. */
export const ImportReport = ({ result }: { result: ImportResult }) => {
  const { t } = useTranslation(['export', 'data'])
  const { format, layers, parameters, inputShape, classes, normalization, notUnderstood } = result
  const { assumed, leftAside } = notesByKind(notUnderstood)
  const more = classes.length - shownClasses
  return (
    <div className="import-report" data-testid="import-report">
      <p role="status">
        {t('taken', { format: nameOf(format, t), layers: countText(layers), parameters: countText(parameters) })}
      </p>
      <dl>
        <dt>{t('takenInput')}</dt>
        <dd className="mono">{inputShape.join(' × ')}</dd>
        <dt>{t('pixelValues')}</dt>
        <dd>{t(`data:normalizations.${normalization.kind}`)}</dd>
        <dt>{t('takenClasses', { count: classes.length })}</dt>
        <dd>
          {classes.slice(0, shownClasses).join(', ')}
          {more > 0 && ` ${t('moreClasses', { count: more })}`}
        </dd>
      </dl>
      <Notes label={t('assumed', { count: assumed.length })} notes={assumed} />
      <Notes label={t('leftAside', { count: leftAside.length })} notes={leftAside} />
    </div>
  )
}

function nameOf(id: ImportResult['format'], t: (key: 'webPage') => string): string {
  const format = exportFormats.find((each) => each.id === id)
  return format ? formatName(format, t) : id
}

const Notes = ({ label, notes }: { label: string; notes: readonly ProblemDetails[] }) => {
  const textOf = useProblemText()
  if (notes.length === 0) return null
  return (
    <FoldedList label={label} isOpen={notes.length <= 4}>
      {notes.map((note) => {
        const { text, english } = textOf(note)
        return (
          <li key={`${note.code} ${note.message}`}>
            {text}
            {english && <span lang="en"> {english}</span>}
          </li>
        )
      })}
    </FoldedList>
  )
}
