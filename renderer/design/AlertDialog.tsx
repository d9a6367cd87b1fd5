import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import './Dialog.css'

export interface AlertDialogProps {
  readonly isOpen: boolean
  /** The question, and what happens. */
  readonly title: string
  readonly about: string
  /** The word of what is done; `isDanger`: it cannot be undone. */
  readonly action: string
  readonly isDanger?: boolean
  onAction(): void
  onClose(): void
}

/** A question before something that undo does not bring back. */
export const AlertDialog = ({ isOpen, title, about, action, isDanger, onAction, onClose }: AlertDialogProps) => {
  const { t } = useTranslation()
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className="dialog">
          <header className="dialog-head">
            <Base.Title className="dialog-title">{title}</Base.Title>
          </header>
          <Base.Description className="dialog-about">{about}</Base.Description>
          <div className="dialog-body" />
          <footer className="dialog-foot">
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button
              main
              danger={isDanger ?? false}
              onClick={() => {
                onClose()
                onAction()
              }}
            >
              {action}
            </Button>
          </footer>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
