import { type RefObject, useEffect } from 'react'
import { copyLayers } from '../../../shared/model/edits'
import { useNetwork } from '../state/NetworkProvider'
import { useCanvasActions } from '../state/useCanvasActions'

/** The system's copy, cut and paste while the keyboard is on the canvas: they need no permission of the browser. */
export function useClipboardEvents(root: RefObject<HTMLElement | null>): void {
  const actions = useCanvasActions()
  const { network } = useNetwork()
  useEffect(() => {
    const isOurs = () => {
      const active = document.activeElement
      return active instanceof Element && root.current?.contains(active) && !active.matches('input, textarea')
    }
    const onCopy = (event: ClipboardEvent) => {
      if (!isOurs()) return
      const { scope, ids } = actions.chosen()
      const copied = copyLayers(network, ids, scope)
      if (!copied) return
      event.preventDefault()
      event.clipboardData?.setData('text/plain', JSON.stringify(copied))
      actions.told('copied', ids)
      if (event.type === 'cut') actions.remove()
    }
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs()) return
      event.preventDefault()
      actions.pasteText(event.clipboardData?.getData('text/plain') ?? '')
    }
    document.addEventListener('copy', onCopy)
    document.addEventListener('cut', onCopy)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('cut', onCopy)
      document.removeEventListener('paste', onPaste)
    }
  }, [root, actions, network])
}
