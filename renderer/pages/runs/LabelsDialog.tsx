import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '../../../shared/contract/studio/names'
import type { RunSummary } from '../../../shared/contract/studio/runs'
import { Button } from '../../design/Button'
import { Dialog } from '../../design/Dialog'
import { ProblemNotice } from '../../design/ProblemNotice'
import { TextField } from '../../design/TextField'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'

interface LabelsDialogProps {
  readonly project: ProjectId
  readonly run: RunSummary
  nameOf(run: RunSummary): string
  onClose(): void
}

/** What a person calls a run and writes about it. */
export const LabelsDialog = ({ project, run: summary, nameOf, onClose }: LabelsDialogProps) => {
  const { t } = useTranslation('runs')
  const studio = useStudio()
  const { run, labels } = summary
  const [name, setName] = useState(labels.name)
  const [tags, setTags] = useState(labels.tags.join(', '))
  const [note, setNote] = useState(labels.note)
  const save = useAction(
    useCallback(async () => {
      await studio.runs.label({ project, run, labels: { name: name.trim(), tags: tagsIn(tags), note } })
      onClose()
    }, [studio, project, run, name, tags, note, onClose]),
  )
  return (
    <Dialog
      isOpen
      title={nameOf(summary)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button main disabled={save.isBusy} onClick={() => save.run()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="labels-form">
        {save.problem && <ProblemNotice problem={save.problem} />}
        <TextField label={t('name')} value={name} onChange={setName} />
        <TextField label={t('column.tags')} value={tags} hint={t('tagsHint')} onChange={setTags} />
        <TextField label={t('note')} value={note} lines={5} onChange={setNote} />
      </div>
    </Dialog>
  )
}

/** Words between commas, each once, as the record takes them. */
const tagsIn = (text: string): string[] =>
  [...new Set(text.split(',').map((tag) => tag.trim().slice(0, 50)))].filter(Boolean).slice(0, 50)
