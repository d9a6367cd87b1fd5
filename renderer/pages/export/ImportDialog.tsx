import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ImportValues } from '../../../shared/contract/jobTask'
import type { ImportProgress } from '../../../shared/contract/studio/imports'
import type { ProblemDetails } from '../../../shared/problem'
import { problemOf } from '../../../shared/problemOf'
import { Button } from '../../design/Button'
import { Dialog } from '../../design/Dialog'
import { ProblemNotice } from '../../design/ProblemNotice'
import { Progress } from '../../design/Progress'
import { Select } from '../../design/Select'
import { goTo } from '../../frame/place'
import { useStudio } from '../../studio/useStudio'
import { PlaceField } from '../home/PlaceField'
import { ImportReport } from './ImportReport'

/** Another program's model file as a project of its own, its weights as that project's first run. */
export const ImportDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation(['export', 'data'])
  const studio = useStudio()
  const [file, setFile] = useState('')
  const [folder, setFolder] = useState('')
  const [values, setValues] = useState<ImportValues | 'file'>('file')
  const [progress, setProgress] = useState<ImportProgress>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isBusy, setBusy] = useState(false)
  const isByHand = useRef(false)
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])

  const name = (file.split(/[\\/]/).at(-1) ?? '').replace(/\.[A-Za-z0-9]+$/, '')
  useEffect(() => {
    if (isByHand.current || name === '') return
    let isWanted = true
    studio.folders.suggest({ name }).then(
      (free) => isWanted && !isByHand.current && setFolder(free.folder),
      // No folder was granted: the person names one.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [studio, name])

  const start = useCallback(async () => {
    const items = studio.imports.start({ file, out: folder, ...(values !== 'file' && { values }) })
    let isWanted = true
    stop.current = () => {
      isWanted = false
      items.close()
    }
    setBusy(true)
    setProblem(undefined)
    try {
      for await (const item of items) if (isWanted) setProgress(item)
    } catch (error) {
      if (isWanted) setProblem(problemOf(error))
    }
    if (isWanted) setBusy(false)
  }, [studio, file, folder, values])
  const result = progress?.result
  return (
    <Dialog
      title={t('import')}
      about={t('importAbout')}
      isOpen
      wide
      onClose={onClose}
      actions={
        result ? (
          <Button main onClick={() => goTo({ page: 'model', folder: result.project, run: undefined })}>
            {t('openImported')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button main disabled={isBusy || file === '' || folder === ''} onClick={() => void start()}>
              {t('importStart')}
            </Button>
          </>
        )
      }
    >
      <div className="export-options">
        <PlaceField label={t('importFile')} value={file} purpose="model-file" onChange={setFile} />
        <PlaceField
          label={t('importFolder')}
          value={folder}
          purpose="new-project"
          onChange={(place) => {
            isByHand.current = true
            setFolder(place)
          }}
        />
        <Select<ImportValues | 'file'>
          label={t('pixelValues')}
          value={values}
          choices={[
            { value: 'file', label: t('valuesOfFile') },
            ...ImportValues.options.map((value) => ({ value, label: t(`data:normalizations.${value}`) })),
          ]}
          onChange={setValues}
        />
        {isBusy && <Progress label={progress?.working ?? t('import')} value={progress?.progress} />}
        {problem && <ProblemNotice problem={problem} />}
        {result && <ImportReport result={result} />}
      </div>
    </Dialog>
  )
}
