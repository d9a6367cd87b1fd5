import { Toast as Base } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './IconButton'
import './Toast.css'

const manager = Base.createToastManager()

/**
 * A word about what cannot be seen where one looks: a file written, a run ended on another page. Never for what the screen shows anyway.
 *
 * @param action a way back or on, such as undo
 */
export function say(text: string, action?: { readonly label: string; run(): void }): void {
  const id = manager.add({
    title: text,
    timeout: action ? 10_000 : 5000,
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(id)
          action.run()
        },
      },
    }),
  })
}

/** Where they appear; once in the window. */
export const Toasts = () => (
  <Base.Provider toastManager={manager} limit={3}>
    <Base.Portal>
      <Base.Viewport className="toasts">
        <ToastList />
      </Base.Viewport>
    </Base.Portal>
  </Base.Provider>
)

const ToastList = () => {
  const { t } = useTranslation()
  return Base.useToastManager().toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className="toast">
      <Base.Title className="grow" />
      <Base.Action className="button small" />
      <IconButton icon={X} label={t('close')} small onClick={() => manager.close(toast.id)} />
    </Base.Root>
  ))
}
