import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './IconButton'
import './Dialog.css'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly about?: string
  /** The buttons at its foot, the main one last. */
  readonly actions?: ReactNode
  readonly wide?: boolean
  readonly children?: ReactNode
  onClose(): void
}

/** Something beside the page, closed by Esc, its cross or a click outside. */
export const Dialog = ({ title, about, isOpen, actions, wide, children, onClose }: DialogProps) => {
  const { t } = useTranslation()
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className={wide ? 'dialog wide' : 'dialog'}>
          <header className="dialog-head">
            <Base.Title className="dialog-title cut">{title}</Base.Title>
            <IconButton icon={X} label={t('close')} small onClick={onClose} />
          </header>
          {about && <Base.Description className="dialog-about">{about}</Base.Description>}
          <div className="dialog-body">{children}</div>
          {actions && <footer className="dialog-foot">{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
