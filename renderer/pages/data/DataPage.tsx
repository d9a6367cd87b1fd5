import { FolderOpen, Images, ScanSearch } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabPicture } from '../../../shared/contract/lab/labQuestion'
import type { Augmentation } from '../../../shared/training/augmentation/augmentation'
import type { PictureSize } from '../../../shared/training/augmentation/operation'
import { commandRegistry } from '../../commands/registry'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { EmptyState } from '../../design/EmptyState'
import { Panel } from '../../design/Panel'
import { ProblemNotice } from '../../design/ProblemNotice'
import { say } from '../../design/Toast'
import { useAnswer } from '../../studio/useAnswer'
import { useProject } from '../../studio/useProject'
import { useStudio } from '../../studio/useStudio'
import type { PageProps } from '../pages'
import { AugmentationPanel } from './augmentation/AugmentationPanel'
import { AugmentationWall } from './augmentation/AugmentationWall'
import { ofPolicy } from './augmentation/augmentationEdits'
import { FilePictures } from './FilePictures'
import { ThumbnailStore } from './grid/thumbnailStore'
import { findingWords } from './health/findingWords'
import { HealthPanel } from './health/HealthPanel'
import { SamplePictures } from './SamplePictures'
import { ScanProgress } from './ScanProgress'
import { SourceDialog } from './SourceDialog'
import { ClassList } from './side/ClassList'
import { PreprocessingPanel } from './side/PreprocessingPanel'
import { SplitPanel } from './side/SplitPanel'
import { VersionsPanel } from './side/VersionsPanel'
import { useDataState } from './useDataState'
import { usePageUndo } from './usePageUndo'
import { useScan } from './useScan'
import './data.css'

/** Pictures, classes, health, splits, preprocessing and augmentation of the project. */
const DataPage = ({ folder }: PageProps) => {
  const { t, i18n } = useTranslation('data')
  const studio = useStudio()
  const { id, project, edit } = useProject()
  const { state, problem } = useDataState()
  const renew = useRef<() => void>(() => undefined)
  const undo = usePageUndo({
    edits: state?.edits ?? 0,
    canRedo: state?.canRedo ?? false,
    onStep: () => renew.current(),
  })
  const scan = useScan((edits) => {
    undo.didEditData(edits)
    if (edits > 0) say(t('repaired', { count: edits }), { label: t('undo'), run: () => commandRegistry.run('undo') })
  })
  renew.current = scan.renew
  const [source, setSource] = useState<string | true>()
  const [shownClass, setShownClass] = useState<string>()
  const [kind, setKind] = useState<string>()
  const [chosen, setChosen] = useState<{ picture: LabPicture; name: string }>()
  const from = project.data.source
  // biome-ignore lint/correctness/useExhaustiveDependencies: other data have other pictures of the same names
  const thumbnails = useMemo(() => new ThumbnailStore(studio, id), [studio, id, from])
  // biome-ignore lint/correctness/useExhaustiveDependencies: of other data nothing is chosen
  useEffect(() => {
    setShownClass(undefined)
    setKind(undefined)
    setChosen(undefined)
  }, [from])
  // Pictures that nobody has looked at are looked at when the page is opened: what an earlier scan knew takes a moment. Whoever ends it begins it again.
  const rule = JSON.stringify(project.data)
  const looked = useRef('')
  const mayScan = state !== undefined && state.source === from
  const isScanned = state?.scannedAt !== undefined
  const { begin, renew: scanAgain } = scan
  useEffect(() => {
    if (!mayScan || looked.current === rule) return
    const isFirst = looked.current === ''
    if (isFirst && isScanned) {
      looked.current = rule
      return
    }
    const look = () => {
      looked.current = rule
      // Another rule deals the pictures out anew.
      if (isScanned) scanAgain()
      else begin()
    }
    const timer = setTimeout(look, isFirst ? 0 : 600)
    return () => clearTimeout(timer)
  }, [mayScan, isScanned, rule, begin, scanAgain])
  const isSample = from.startsWith('sample:')
  const hasFiles = state?.hasFiles ?? !isSample
  const { didEditData } = undo
  const onEdited = useCallback(() => {
    didEditData()
    scanAgain()
  }, [didEditData, scanAgain])
  const onActive = useCallback((name: string) => setChosen({ picture: { name }, name }), [])
  useEffect(() => {
    window.layerloom?.onDrop(([place]) => place && setSource(place.path))
    return () => window.layerloom?.onDrop(() => undefined)
  }, [])
  useCommands([
    ...undo.commands,
    {
      id: 'data.scan',
      label: t('scan'),
      icon: ScanSearch,
      group: t('data'),
      isEnabled: () => !scan.progress,
      run: () => scan.begin(),
    },
    { id: 'data.source', label: t('otherPictures'), icon: FolderOpen, group: t('data'), run: () => setSource(true) },
  ])
  const scannedAt = state?.scannedAt
  const asked = useAnswer(
    useCallback(
      async () => (scannedAt === undefined ? undefined : studio.datasets.report({ project: id })),
      [studio, id, scannedAt],
    ),
  )
  const lastReport = useRef(asked.answer)
  if (asked.answer || scannedAt === undefined) lastReport.current = asked.answer
  const report = lastReport.current
  if (!state)
    return problem ? <ProblemNotice problem={problem} /> : <div className="data-page" role="status" aria-busy />

  const { classes } = state
  const total = classes.reduce((sum, { train, validation, test }) => sum + train + validation + test, 0)
  const finding = report?.findings.find((each) => each.kind === kind)
  const input = project.network.layers.find(({ type }) => type === 'input')?.config.shape
  const size = (Array.isArray(input) && input.length === 3 ? input : [32, 32, 3]) as unknown as PictureSize
  const augment = (augmentation: Augmentation) => edit((before) => ({ ...before, augmentation }), t('augmentation'))
  const isKnown = hasFiles ? state.isFrozen : true
  return (
    <div className="data-page">
      <div className="data-bar">
        <h1 className="cut" title={from}>
          {isSample
            ? t(`samples.${from === 'sample:digits' ? 'digits' : 'shapes'}`)
            : from.split(/[\\/]/).filter(Boolean).at(-1)}
        </h1>
        {total > 0 && (
          <span className="dim cut">
            {t('pictures', { count: total })} · {t('classCount', { count: classes.length })}
            {state.leftOut > 0 && ` · ${t('leftOutCount', { count: state.leftOut })}`}
          </span>
        )}
        <span className="grow" />
        {scan.progress ? (
          <ScanProgress progress={scan.progress} onCancel={scan.cancel} />
        ) : (
          <>
            <Button flat icon={FolderOpen} onClick={() => setSource(true)}>
              {t('otherPictures')}
            </Button>
            <Button main={!report} icon={ScanSearch} onClick={() => scan.begin()}>
              {report ? t('scanAgain') : t('scan')}
            </Button>
          </>
        )}
      </div>
      <Panel label={t('classesAndSplits')} side="left">
        {classes.length > 0 && (
          <ClassList classes={classes} shown={shownClass} onShow={hasFiles ? setShownClass : undefined} />
        )}
        {classes.length > 0 && <SplitPanel classes={classes} />}
        {state.isFrozen && <VersionsPanel folder={folder} hash={state.hash} onRestored={onEdited} />}
        <PreprocessingPanel
          report={report}
          sample={hasFiles && chosen ? { name: chosen.name, thumbnails } : undefined}
        />
      </Panel>
      <section className="data-pictures" aria-label={t('data')}>
        {(scan.problem ?? problem) && (
          <ProblemNotice problem={(scan.problem ?? problem) as NonNullable<typeof problem>} />
        )}
        {!isKnown ? (
          <EmptyState icon={Images} title={t('empty')} why={t('emptyWhy')}>
            {!scan.progress && (
              <Button main icon={ScanSearch} onClick={() => scan.begin()}>
                {t('scan')}
              </Button>
            )}
          </EmptyState>
        ) : hasFiles ? (
          <FilePictures
            state={state}
            thumbnails={thumbnails}
            className={shownClass}
            finding={finding && { kind: finding.kind, title: findingWords(finding, i18n.language).title }}
            onClear={() => {
              setKind(undefined)
              setShownClass(undefined)
            }}
            onActive={onActive}
            onEdited={onEdited}
          />
        ) : (
          <SamplePictures
            source={from}
            chosen={chosen?.picture}
            onChoose={(picture, name) => setChosen({ picture, name })}
          />
        )}
      </section>
      {report ? (
        <HealthPanel
          report={report}
          thumbnails={hasFiles ? thumbnails : undefined}
          isBusy={scan.progress !== undefined}
          onRepair={scan.begin}
          onLook={setKind}
        />
      ) : (
        <Panel label={t('health')} side="right">
          <EmptyState icon={ScanSearch} title={t('notScanned')} why={t('notScannedWhy')} />
        </Panel>
      )}
      <div className="data-bench">
        <AugmentationPanel augmentation={project.augmentation} size={size} onChange={augment} />
        <AugmentationWall
          picture={chosen?.picture ?? (isKnown ? { split: 'train', index: 0 } : undefined)}
          name={chosen?.name}
          size={size}
          onPolicy={(policy) => augment(ofPolicy(policy))}
        />
      </div>
      {source !== undefined && (
        <SourceDialog {...(source !== true && { given: source })} onClose={() => setSource(undefined)} />
      )}
    </div>
  )
}
export default DataPage
