import { FileCheck2, FileInput, Share, X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '../../../shared/contract/studio/runs'
import type { FormatDescription } from '../../../shared/formats/exportFormats'
import type { ExportWishes, FormatId } from '../../../shared/formats/exportOptions'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Progress } from '../../design/Progress'
import { SegmentedControl } from '../../design/SegmentedControl'
import { Select } from '../../design/Select'
import { goTo } from '../../frame/place'
import { runName } from '../../runs/runName'
import { useAnswer } from '../../studio/useAnswer'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'
import { countText } from '../../words/figures'
import { ExportHistory } from './ExportHistory'
import { ExportOptionsForm } from './ExportOptionsForm'
import { FormatList } from './FormatList'
import { exportFormats, fileName, formatName, newestOf } from './formats'
import { ImportDialog } from './ImportDialog'
import { Proof } from './Proof'
import { summarize } from './summarize'
import { useExports } from './useExports'

/** The exports of one run. */
export const ExportedRun = ({
  folder: projectFolder,
  project,
  runs,
  run,
}: {
  folder: string
  project: string
  runs: readonly RunSummary[]
  run: RunSummary
}) => {
  const { t, i18n } = useTranslation('export')
  const studio = useStudio()
  const { project: saved } = useProject()
  const { answer: known } = useAnswer(
    useCallback(() => studio.runs.read({ project, run: run.run }), [studio, project, run.run]),
  )
  const exports = useExports(project, run.run)
  const [chosen, setChosen] = useState<FormatId>('keras')
  const [checkpoint, setCheckpoint] = useState<'best' | 'latest'>('best')
  const [options, setOptions] = useState<Partial<Record<FormatId, ExportWishes>>>({})
  const [folder, setFolder] = useState(`${projectFolder}/exports`)
  const [overwrite, setOverwrite] = useState(false)
  const [isImporting, setImporting] = useState(false)
  const format = exportFormats.find(({ id }) => id === chosen) ?? (exportFormats[0] as FormatDescription)
  const newest = useMemo(() => newestOf(exports.history ?? []), [exports.history])
  const network = known?.job?.project.network
  const about = useMemo(() => (network ? summarize(network) : undefined), [network])
  const past = newest.get(format.id)
  const problem = exports.problems.get(format.id)
  const wishFor = (id: FormatId) => {
    const one = exportFormats.find((each) => each.id === id) ?? format
    return {
      format: id,
      options: options[id] ?? {},
      checkpoint,
      out: `${folder.replace(/[\\/]+$/, '')}/${fileName(saved.name, one)}`,
      overwrite,
    }
  }
  const { current } = exports
  const start = () => exports.start([wishFor(format.id)])
  const every = () => exports.start(exportFormats.map(({ id }) => wishFor(id)))
  useCommands([
    { id: 'export.start', label: t('export', { format: formatName(format, t) }), icon: Share, run: start },
    { id: 'export.every', label: t('every'), run: every },
    { id: 'export.import', label: t('import'), icon: FileInput, run: () => setImporting(true) },
  ])
  return (
    <div className="export-page">
      <header className="export-bar">
        <h1>{t('title')}</h1>
        <Select
          quiet
          label={t('run')}
          value={run.run}
          choices={runs.map((each) => ({ value: each.run, label: runName(each, i18n.language) }))}
          onChange={(id) => goTo({ page: 'export', folder: projectFolder, run: id })}
        />
        <SegmentedControl<'best' | 'latest'>
          label={t('weights')}
          value={checkpoint}
          segments={[
            { value: 'best', label: t('best') },
            { value: 'latest', label: t('latest') },
          ]}
          onChange={setCheckpoint}
        />
        <span className="caption grow cut">{about && t('about', { parameters: countText(about.parameters) })}</span>
        <Button icon={FileInput} onClick={() => setImporting(true)}>
          {t('import')}
        </Button>
        <Button disabled={current !== undefined} onClick={every}>
          {t('every')}
        </Button>
        <Button main icon={Share} disabled={current !== undefined || folder === ''} onClick={start}>
          {t('export', { format: formatName(format, t) })}
        </Button>
      </header>
      <div className="export-formats">
        <FormatList
          chosen={format.id}
          newest={newest}
          working={current?.wish.format}
          problems={exports.problems}
          onChoose={setChosen}
        />
        <p className="caption">{t('promise')}</p>
      </div>
      <div className="export-proof">
        {current && (
          <div className="export-working" role="status">
            <span className="cut">
              {t('workingOn', {
                format: formatName(exportFormats.find(({ id }) => id === current.wish.format) ?? format, t),
                what: current.progress?.working ?? '',
              })}
              {current.left > 0 && `, ${t('waiting', { count: current.left })}`}
            </span>
            <Progress label={t('working')} value={current.progress?.progress} />
            <Button flat small icon={X} onClick={exports.cancel}>
              {t('cancel')}
            </Button>
          </div>
        )}
        {problem && (
          <ProblemNotice problem={problem}>
            {problem.code === 'export-exists' && (
              <Button small onClick={() => exports.start([{ ...wishFor(format.id), overwrite: true }])}>
                {t('replace')}
              </Button>
            )}
          </ProblemNotice>
        )}
        {exports.warnings.map((warning) => (
          <ProblemNotice key={`${warning.code} ${warning.message}`} problem={warning} kind="warning" />
        ))}
        <ExportOptionsForm
          format={format}
          options={options[format.id] ?? {}}
          folder={folder}
          name={fileName(saved.name, format)}
          overwrite={overwrite}
          onOptions={(next) => setOptions({ ...options, [format.id]: next })}
          onFolder={setFolder}
          onOverwrite={setOverwrite}
        />
        {past ? (
          <Proof format={format} past={past} project={project} run={run.run} />
        ) : (
          !current && (
            <div className="no-proof">
              <EmptyState
                icon={FileCheck2}
                title={t('noProofTitle', { format: formatName(format, t) })}
                why={t('noProof')}
              />
            </div>
          )
        )}
        <ExportHistory history={exports.history ?? []} />
      </div>
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
    </div>
  )
}
