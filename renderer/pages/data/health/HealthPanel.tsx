import { Check, Wand2 } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding, ScanReport } from '../../../../shared/records/scanReport'
import { Button } from '../../../design/Button'
import { EmptyState } from '../../../design/EmptyState'
import { Icon } from '../../../design/Icon'
import { Panel } from '../../../design/Panel'
import { Thumbnail } from '../grid/Thumbnail'
import type { ThumbnailStore } from '../grid/thumbnailStore'
import { findingIcon } from './findingIcon'
import { findingWords } from './findingWords'
import './health.css'

const ranks = { error: 0, warning: 1, note: 2 } as const
/** A leak makes every figure wrong: it comes first. */
const rank = ({ kind, severity }: Finding) => ranks[severity] * 2 + (kind.endsWith('across-splits') ? 0 : 1)

/** What the scan found, each with why it matters and what mends it. */
export const HealthPanel = ({
  report,
  thumbnails,
  isBusy,
  onRepair,
  onLook,
}: {
  report: ScanReport
  thumbnails: ThumbnailStore | undefined
  isBusy: boolean
  onRepair(kinds: readonly string[]): void
  onLook(kind: string): void
}) => {
  const { t } = useTranslation('data')
  const findings = [...report.findings].sort((a, b) => rank(a) - rank(b))
  const mendable = findings.filter(({ repair }) => repair)
  return (
    <Panel label={t('health')} side="right">
      <div className="health-head">
        <h2>{t('health')}</h2>
        <span className="caption">{t('findings', { count: findings.length })}</span>
        {mendable.length > 1 && (
          <Button small icon={Wand2} disabled={isBusy} onClick={() => onRepair(mendable.map(({ kind }) => kind))}>
            {t('repairAll')}
          </Button>
        )}
      </div>
      {findings.length === 0 ? (
        <EmptyState icon={Check} title={t('healthy')} why={t('healthyWhy')} />
      ) : (
        findings.map((finding) => (
          <FindingRow
            key={finding.kind}
            finding={finding}
            report={report}
            thumbnails={thumbnails}
            isBusy={isBusy}
            onRepair={() => onRepair([finding.kind])}
            onLook={() => onLook(finding.kind)}
          />
        ))
      )}
    </Panel>
  )
}

const FindingRow = ({
  finding,
  report,
  thumbnails,
  isBusy,
  onRepair,
  onLook,
}: {
  finding: Finding
  report: ScanReport
  thumbnails: ThumbnailStore | undefined
  isBusy: boolean
  onRepair(): void
  onLook(): void
}) => {
  const { t, i18n } = useTranslation('data')
  const { kind, severity, repair, groups, paths } = finding
  const words = findingWords(finding, i18n.language)
  const samples = (groups?.[0] ?? paths ?? []).slice(0, 3)
  const unused = kind === 'unusable' ? report.problems : []
  return (
    <section className={`finding ${severity}`} aria-label={words.title}>
      <Icon of={findingIcon(kind)} />
      <h3>{words.title}</h3>
      <p>{words.why}</p>
      {unused.length > 0 && (
        <details>
          <summary>{t('list')}</summary>
          <ul>
            {unused.slice(0, 200).map(({ path, reason }) => (
              <li key={path}>
                <strong>{path}</strong> {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="finding-ways">
        {repair && (
          <Button small disabled={isBusy} onClick={onRepair}>
            {t(`repairs.${repair}`)}
          </Button>
        )}
        {(groups ?? paths) && (
          <Button small flat onClick={onLook}>
            {t('look')}
          </Button>
        )}
        {thumbnails && samples.length > 0 && <Samples names={samples} thumbnails={thumbnails} />}
      </div>
    </section>
  )
}

const Samples = ({ names, thumbnails }: { names: readonly string[]; thumbnails: ThumbnailStore }) => {
  const key = names.join('\n')
  useEffect(() => thumbnails.also(key.split('\n')), [thumbnails, key])
  return (
    <span className="finding-samples">
      {names.map((name) => (
        <span key={name} title={name}>
          <Thumbnail store={thumbnails} name={name} />
        </span>
      ))}
    </span>
  )
}
