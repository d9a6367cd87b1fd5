import type { Page } from 'playwright-core'

/** Words that are fainter than 4.5:1 (3:1 from 24 px on), in HTML and in SVG, which axe does not judge; what cannot be done now may be faint. */
export const faintWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 1
    canvas.height = 1
    const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
    type Rgba = [number, number, number, number]
    const known = new Map<string, Rgba>()
    /** However CSS writes a colour: painted, and the pixel read. */
    const rgba = (colour: string): Rgba => {
      const before = known.get(colour)
      if (before) return before
      context.clearRect(0, 0, 1, 1)
      context.fillStyle = colour
      context.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data
      const read: Rgba = [r, g, b, a / 255]
      known.set(colour, read)
      return read
    }
    const over = ([r, g, b, a]: Rgba, [x, y, z]: Rgba): Rgba => [
      r * a + x * (1 - a),
      g * a + y * (1 - a),
      b * a + z * (1 - a),
      1,
    ]
    const light = ([r, g, b]: Rgba): number => {
      const linear = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
      return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0)
    }
    /** What lies below an element; undefined over a picture or a gradient, where no one colour is. */
    const ground = (element: Element | null): Rgba | undefined => {
      if (!element) return [255, 255, 255, 1]
      const { backgroundColor, backgroundImage } = getComputedStyle(element)
      if (backgroundImage !== 'none' || element.tagName === 'CANVAS') return undefined
      const own = rgba(backgroundColor)
      if (own[3] >= 0.999) return own
      const below = ground(element.parentElement)
      return below && over(own, below)
    }
    /** Of an SVG's text: the last shape of the same drawing that lies below its middle, else what lies below the SVG. */
    const groundOfSvg = (text: Element, svg: SVGSVGElement): Rgba | undefined => {
      const { left, right, top, bottom } = text.getBoundingClientRect()
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      let found: Rgba | undefined
      for (const shape of svg.querySelectorAll('rect, circle, path, text')) {
        if (shape === text) break
        if (shape.tagName === 'text') continue
        const box = shape.getBoundingClientRect()
        const { fill, fillOpacity, opacity } = getComputedStyle(shape)
        if (fill === 'none' || fill.startsWith('url') || shape.tagName === 'path') continue
        const [r, g, b, a] = rgba(fill)
        const alpha = a * Number(fillOpacity) * Number(opacity)
        if (alpha > 0 && x > box.left && x < box.right && y > box.top && y < box.bottom) {
          const below = found ?? ground(svg.parentElement)
          found = below && over([r, g, b, alpha], below)
        }
      }
      return found ?? ground(svg)
    }
    const faults: string[] = []
    for (const element of document.querySelectorAll('body *')) {
      const words = [...element.childNodes]
        .filter((node) => node.nodeType === 3)
        .map((node) => node.textContent?.trim() ?? '')
        .join(' ')
        .trim()
      if (words === '' || element.closest('[aria-disabled=true], :disabled, .visually-hidden, script, style')) continue
      const { width, height } = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      if (width < 2 || height < 2 || style.visibility === 'hidden') continue
      let shown = 1
      for (let at: Element | null = element; at; at = at.parentElement) shown *= Number(getComputedStyle(at).opacity)
      // Faded out, or on its way in.
      if (shown < 0.2) continue
      const svg = element.closest('svg')
      const below = svg ? groundOfSvg(element, svg) : ground(element)
      if (!below) continue
      const [r, g, b, a] = rgba(svg ? style.fill : style.color)
      const [word, back] = [light(over([r, g, b, a * shown], below)), light(below)]
      const contrast = (Math.max(word, back) + 0.05) / (Math.min(word, back) + 0.05)
      const size = Number.parseFloat(style.fontSize)
      if (contrast < (size >= 24 ? 3 : 4.5) - 0.01)
        faults.push(
          `${contrast.toFixed(2)}: ${element.tagName}.${element.getAttribute('class') ?? ''} "${words.slice(0, 40)}"`,
        )
    }
    return [...new Set(faults)]
  })
