const regions = '.model-palette, .canvas-root, .model-inspector, .model-numbers'
const reachable = 'button:not([disabled]), input, select, textarea, a[href], [tabindex="0"]'

/** Puts the keyboard on the next part of the model page: palette, canvas, inspector, figures. The canvas keeps Tab for its wires, so this is the way out. */
export function nextRegion(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(regions)]
  const here = all.findIndex((region) => region.contains(document.activeElement))
  for (let k = 1; k <= all.length; k++) {
    const region = all[(here + step * k + all.length * 2) % all.length]
    const target =
      region?.querySelector<HTMLElement>('[data-node][tabindex="0"]') ?? region?.querySelector<HTMLElement>(reachable)
    if (!target) continue
    target.focus()
    return
  }
}
