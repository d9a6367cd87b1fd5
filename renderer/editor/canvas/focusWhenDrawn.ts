import type { NodeKey } from '../state/editorStore'

/** Frames in which a node that was just added must have been drawn. */
const mostTries = 60

/** A node that was just added is drawn a few frames later, and only if it is in view: `reveal` brings it there once it has a place. */
export function focusWhenDrawn(root: HTMLElement | null, key: NodeKey, reveal: () => void, tries = mostTries): void {
  const node = root?.querySelector<HTMLElement>(`[data-node="${CSS.escape(key)}"]`)
  reveal()
  if (node) {
    if (!node.contains(document.activeElement)) node.focus({ preventScroll: true })
  } else if (tries > 0) requestAnimationFrame(() => focusWhenDrawn(root, key, reveal, tries - 1))
}
