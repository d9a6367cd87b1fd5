import { contextBridge, ipcRenderer } from 'electron'
import {
  type ChosenPlace,
  channels,
  type DesktopBridge,
  portMessage,
  type WindowCommand,
} from '../../../../shared/contract/desktopBridge'
import { pathOfFile } from './pathOfFile'

/** Runs in the window's sandbox, in a world of its own. The page gets functions, never `ipcRenderer`. */

let onDrop: (places: readonly ChosenPlace[]) => void = () => undefined
let onCommand: (command: WindowCommand) => void = () => undefined

ipcRenderer.on(channels.port, ({ ports }) => window.postMessage(portMessage, window.location.origin, [...ports]))
ipcRenderer.on(channels.command, (_, command: WindowCommand) => onCommand(command))

// A page cannot make up such an event: what a script dispatches is not trusted.
window.addEventListener('dragover', (event) => event.preventDefault())
window.addEventListener('drop', (event) => {
  event.preventDefault()
  if (!event.isTrusted) return
  const places = [...(event.dataTransfer?.files ?? [])].map(pathOfFile).filter((place) => place !== '')
  if (places.length === 0) return
  void ipcRenderer.invoke(channels.dropped, places).then((chosen: readonly ChosenPlace[]) => onDrop(chosen))
})

const bridge: DesktopBridge = {
  connect: () => ipcRenderer.send(channels.connect),
  choosePlace: (purpose) => ipcRenderer.invoke(channels.choosePlace, purpose),
  onDrop: (listener) => {
    onDrop = listener
  },
  onCommand: (listener) => {
    onCommand = listener
  },
}
contextBridge.exposeInMainWorld('layerloom', bridge)
