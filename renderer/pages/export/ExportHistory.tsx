import { useTranslation } from 'react-i18next'
import { bytesText } from '../../words/figures'
import { exportFormats, formatName, type PastExport } from './formats'

/** Lines that are shown. */
const most = 50

/** All that was exported of a run, newest first. */
export const ExportHistory = ({ history }: { history: readonly PastExport[] }) => {
  const { t, i18n } = useTranslation('export')
  if (history.length === 0) return null
  const nameOf = (id: string) => {
    const format = exportFormats.find((each) => each.id === id)
    return format && formatName(format, t)
  }
  return (
    <section className="export-history" aria-labelledby="export-history">
      <h2 id="export-history">{t('history')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('format')}</th>
            <th scope="col" className="number">
              {t('size')}
            </th>
            <th scope="col" className="number">
              {t('largestShort')}
            </th>
            <th scope="col">{t('place')}</th>
          </tr>
        </thead>
        <tbody>
          {history.slice(0, most).map(({ record, isThere }) => (
            <tr key={`${record.createdAt} ${record.path}`}>
              <td>
                {new Date(record.createdAt).toLocaleString(i18n.language, { dateStyle: 'short', timeStyle: 'short' })}
              </td>
              <td>{nameOf(record.format)}</td>
              <td className="number">{bytesText(record.bytes)}</td>
              <td className="number">
                {record.check.maxLogitDifference === 0 ? '0' : record.check.maxLogitDifference.toExponential(1)}
              </td>
              <td className="cut" title={record.path}>
                {isThere ? record.path : t('moved')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
