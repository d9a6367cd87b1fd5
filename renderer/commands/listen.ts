import { commandRegistry } from './registry'

/** Lets keys, and the desktop's menu, ask for commands. */
export function listenForCommands(): () => void {
  const onKey = (event: KeyboardEvent) => {
    // An input method that puts a letter together has the key.
    if (event.defaultPrevented || event.isComposing || isForItself(event)) return
    const command = commandRegistry.press(event, {
      isTyping: isIn(event.target, fields),
      isOver: isIn(event.target, overlays),
      now: event.timeStamp,
    })
    if (!command) return
    event.preventDefault()
    command.run()
  }
  window.addEventListener('keydown', onKey)
  window.layerloom?.onCommand((name) => void commandRegistry.run(name))
  return () => {
    window.removeEventListener('keydown', onKey)
    window.layerloom?.onCommand(() => undefined)
  }
}

const fields =
  'input:not([type=checkbox],[type=radio],[type=range],[type=button]), textarea, select, [contenteditable=true]'
const overlays = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'

const isIn = (target: EventTarget | null, places: string): boolean =>
  target instanceof Element && target.closest(places) !== null

/** Space and Enter on a button are that button's. */
const isForItself = ({ key, target, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  (key === ' ' || key === 'Enter') &&
  !ctrlKey &&
  !metaKey &&
  target instanceof Element &&
  target.closest('button, a, summary, [role=button], [role=switch], [role=checkbox], [role=slider], [role=tab]') !==
    null
