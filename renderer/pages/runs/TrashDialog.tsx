import { Undo2 } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '../../../shared/contract/studio/names'
import { AlertDialog } from '../../design/AlertDialog'
import { Button } from '../../design/Button'
import { Dialog } from '../../design/Dialog'
import { ProblemNotice } from '../../design/ProblemNotice'
import { useAction } from '../../studio/useAction'
import { useStudio } from '../../studio/useStudio'
import { bytesText } from '../../words/figures'

interface TrashDialogProps {
  readonly isOpen: boolean
  readonly project: ProjectId
  onClose(): void
  onChanged(): void
}

/** Runs that were deleted: each can come back until the trash is emptied. */
export const TrashDialog = ({ isOpen, project, onClose, onChanged }: TrashDialogProps) => {
  const { t } = useTranslation('runs')
  const studio = useStudio()
  const [trashed, setTrashed] = useState<readonly { run: string; bytes: number }[]>()
  const [isAsking, setAsking] = useState(false)
  const act = useAction(
    useCallback(
      async (what: 'look' | 'empty' | { readonly restore: string }) => {
        if (what === 'empty') await studio.runs.emptyTrash({ project })
        else if (what !== 'look') await studio.runs.restore({ project, run: what.restore })
        setTrashed(await studio.runs.trash({ project }))
        if (what !== 'look') onChanged()
      },
      [studio, project, onChanged],
    ),
  )
  const { run: look } = act
  useEffect(() => {
    if (isOpen) look('look')
  }, [isOpen, look])
  const bytes = trashed?.reduce((sum, one) => sum + one.bytes, 0) ?? 0
  return (
    <>
      <Dialog
        isOpen={isOpen}
        title={t('trash')}
        about={trashed?.length === 0 ? t('trashEmpty') : t('trashAbout', { bytes: bytesText(bytes) })}
        onClose={onClose}
        actions={
          <Button danger disabled={!trashed || trashed.length === 0} onClick={() => setAsking(true)}>
            {t('emptyTrash')}
          </Button>
        }
      >
        {act.problem && <ProblemNotice problem={act.problem} />}
        <ul className="trash-list">
          {trashed?.map(({ run, bytes: size }) => (
            <li key={run}>
              <span className="cut grow">{run}</span>
              <span className="caption">{bytesText(size)}</span>
              <Button small icon={Undo2} onClick={() => act.run({ restore: run })}>
                {t('restore')}
              </Button>
            </li>
          ))}
        </ul>
      </Dialog>
      <AlertDialog
        isOpen={isAsking}
        isDanger
        title={t('emptyTitle', { count: trashed?.length ?? 0 })}
        about={t('emptyAbout', { bytes: bytesText(bytes) })}
        action={t('emptyTrash')}
        onAction={() => act.run('empty')}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
