import { useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { useEditorStore } from '../state/EditorProvider'
import type { NodeKey } from '../state/editorStore'
import { nodesBetween } from '../view/placesAt'
import type { Drawn } from './CanvasContext'

/** So long after its last step the view has come to rest, in milliseconds. */
const restMs = 250

/** Tells which nodes with a body lie in the view when it rests, for what is worked out for them alone. From afar none can be read. */
export function useNodesInView({ facts, layout, places }: Drawn, isFar: boolean): void {
  const flow = useStoreApi()
  const editor = useEditorStore()
  useEffect(() => {
    if (!layout) return
    const tell = () => {
      const { transform, width, height } = flow.getState()
      const [x, y, zoom] = transform
      const [from, to] = [
        { x: -x / zoom, y: -y / zoom },
        { x: (width - x) / zoom, y: (height - y) / zoom },
      ]
      const hasBody = (key: NodeKey) => facts.get(key)?.isSlim === false && facts.get(key)?.kind !== 'opened'
      const now = isFar ? [] : nodesBetween(places, from, to).filter(hasBody)
      const before = editor.getState().inView
      if (before?.join('\n') !== now.join('\n')) editor.setState({ inView: now })
    }
    let timer = setTimeout(tell, restMs)
    let last = flow.getState()
    const stop = flow.subscribe((state) => {
      const { transform, width, height } = last
      last = state
      if (state.transform === transform && state.width === width && state.height === height) return
      clearTimeout(timer)
      timer = setTimeout(tell, restMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [flow, editor, facts, layout, places, isFar])
}
