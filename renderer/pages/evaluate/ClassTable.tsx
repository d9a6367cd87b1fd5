import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvaluationView } from '../../../shared/contract/studio/evaluation'
import { Button } from '../../design/Button'
import { percentOf } from './percentOf'
import './classes.css'

/** Below it a class stands out. */
const weak = 0.8
/** Rows before the rest is asked for. */
const mostRows = 200

type Order = 'precision' | 'recall' | 'f1'

/** Each class with its scores, the weakest first; its name opens its mistakes. */
export const ClassTable = ({ view, onOpen }: { view: EvaluationView; onOpen(truth: number): void }) => {
  const { t } = useTranslation('evaluate')
  const [order, setOrder] = useState<Order>('f1')
  const [isWhole, setWhole] = useState(false)
  const rows = useMemo(
    () =>
      view.perClass
        .map((scores, k) => ({ ...scores, k }))
        .sort((a, b) => (a[order] ?? 2) - (b[order] ?? 2) || a.k - b.k),
    [view, order],
  )
  const shown = isWhole ? rows : rows.slice(0, mostRows)
  return (
    <section className="evaluate-classes" aria-labelledby="classes">
      <div className="row">
        <h2 id="classes" className="grow">
          {t('classes')}
        </h2>
        <span className="caption">{t('sortedBy', { order: t(order) })}</span>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('class')}</th>
            {(['precision', 'recall', 'f1'] as const).map((each) => (
              <th key={each} scope="col" className="number" aria-sort={each === order ? 'ascending' : 'none'}>
                <button type="button" className="sort" onClick={() => setOrder(each)}>
                  {t(each)}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ k, precision, recall, f1 }) => (
            <tr key={k} className={f1 !== null && f1 < weak ? 'weak' : undefined}>
              <td>
                <button type="button" className="class-name cut" title={view.classes[k]} onClick={() => onOpen(k)}>
                  {view.classes[k]}
                </button>
              </td>
              <td className="number">{percentOf(precision)}</td>
              <td className="number">{percentOf(recall)}</td>
              <td className="number">
                <span className="f1-bar" aria-hidden="true">
                  <span style={{ width: `${(f1 ?? 0) * 100}%` }} />
                </span>
                {percentOf(f1)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <Button flat small onClick={() => setWhole(true)}>
          {t('allClasses', { count: rows.length })}
        </Button>
      )}
    </section>
  )
}
