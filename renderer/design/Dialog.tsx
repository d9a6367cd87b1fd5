import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'
import './IconButton.css'
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
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup ref={popup} className={wide ? 'dialog wide' : 'dialog'} initialFocus={firstField(popup)}>
          <header className="dialog-head">
            <Base.Title className="dialog-title cut">{title}</Base.Title>
            <Base.Close className="icon-button small" aria-label={t('close')}>
              <Icon of={X} />
            </Base.Close>
          </header>
          {about && <Base.Description className="dialog-about">{about}</Base.Description>}
          <div className="dialog-body">{children}</div>
          {actions && <footer className="dialog-foot">{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** What is typed into first; without a field the dialog itself, so that arrows scroll it. */
const firstField = (popup: { readonly current: HTMLElement | null }) => () =>
  popup.current?.querySelector<HTMLElement>('.dialog-body :is(input:not([type=hidden], [aria-hidden]), textarea)') ??
  popup.current
