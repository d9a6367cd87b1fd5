import { afterFrame } from '../layout/afterFrame'
import type { NodeKey } from '../state/editorStore'

/** Frames in which a node that was just added must have been drawn. */
const mostTries = 60

/**
 * A node that was just added is drawn a few frames later, and only if it is in view: `reveal` brings it there once it has a place. It gets the keyboard
 * behind the frame that shows it: what a focus makes the page do would keep that frame waiting.
 */
export function focusWhenDrawn(root: HTMLElement | null, key: NodeKey, reveal: () => void, tries = mostTries): void {
  const node = root?.querySelector<HTMLElement>(`[data-node="${CSS.escape(key)}"]`)
  reveal()
  if (node) {
    if (!node.contains(document.activeElement)) node.focus({ preventScroll: true })
  } else if (tries > 0) afterFrame(() => focusWhenDrawn(root, key, reveal, tries - 1))
}
