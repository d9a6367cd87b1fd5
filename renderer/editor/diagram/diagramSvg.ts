import { problemText } from '../../words/problemText'
import type { Place } from '../layout/layoutRequest'
import type { NodeKey } from '../state/editorStore'
import { cornerOf } from '../view/absolutePlaces'
import type { CanvasView } from '../view/canvasView'
import type { NodeFacts } from '../view/nodeFacts'
import { frameHead, headHeight } from '../view/nodeSize'
import { shapeText } from '../view/nodeTitle'
import { wirePath } from '../view/wirePath'
import { type DiagramColours, type DiagramTheme, diagramColours } from './diagramColours'
import { textWidth, xmlText } from './xmlText'

export interface DiagramInput {
  readonly view: CanvasView
  readonly facts: ReadonlyMap<NodeKey, NodeFacts>
  /** On the canvas itself. */
  readonly places: ReadonlyMap<NodeKey, Place>
  readonly bends: ReadonlyMap<string, readonly (readonly [number, number])[]>
  readonly theme: DiagramTheme
  /** What a node is called: `Conv 3×3`. */
  title(facts: NodeFacts): string
  readonly name: string
}

const margin = 24
const font = 'Inter, system-ui, sans-serif'

/**
 * The network as a drawing that stands by itself: made from the model and its places, not from the page, so that it has all of it and
 * nothing else. Every name is escaped.
 */
export function diagramSvg(input: DiagramInput): string {
  const { view, places, theme, name } = input
  const colours = diagramColours[theme]
  const all = view.nodes.flatMap(({ key }) => places.get(key) ?? [])
  const left = Math.min(...all.map(({ x }) => x)) - margin
  const top = Math.min(...all.map(({ y }) => y)) - margin - (view.frames.length > 0 ? 30 : 0)
  // A folded block has two more sheets behind it.
  const right = Math.max(...all.map(({ x, width }) => x + width)) + margin + 8
  const bottom = Math.max(...all.map(({ y, height }) => y + height)) + margin + 8
  const [width, height] = all.length === 0 ? [100, 100] : [right - left, bottom - top]
  const box = all.length === 0 ? '0 0 100 100' : `${left} ${top} ${width} ${height}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${width}" height="${height}" font-family="${font}" font-size="12">`,
    `<title>${xmlText(name)}</title>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${colours.canvas}"/>`,
    ...frames(input, colours),
    ...openedBlocks(input, colours),
    ...wires(input, colours),
    ...view.nodes.map(({ key, kind }) => (kind === 'opened' ? '' : node(input, key, colours))),
    '</svg>',
  ].join('\n')
}

function frames({ view, places }: DiagramInput, { line, ink2 }: DiagramColours): string[] {
  return view.frames.flatMap(({ members, frame }) => {
    const boxes = members.flatMap((key) => places.get(key) ?? [])
    if (boxes.length === 0) return []
    const [x, y] = [Math.min(...boxes.map((box) => box.x)) - 14, Math.min(...boxes.map((box) => box.y)) - 36]
    const width = Math.max(...boxes.map((box) => box.x + box.width)) + 14 - x
    const height = Math.max(...boxes.map((box) => box.y + box.height)) + 14 - y
    return [
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="none" stroke="${line}" stroke-dasharray="4 3"/>`,
      text(x + 12, y + 17, frame.label, { fill: ink2, size: 11, weight: 600, width: width - 24 }),
    ]
  })
}

function openedBlocks(
  { view, facts, places, title }: DiagramInput,
  { raised, line, ink, ink2 }: DiagramColours,
): string[] {
  return view.nodes.flatMap(({ key, kind }) => {
    const place = places.get(key)
    const fact = facts.get(key)
    if (kind !== 'opened' || !place || !fact) return []
    const { x, y, width, height } = place
    const times = fact.repeat !== undefined && fact.repeat > 1 ? ` × ${fact.repeat}` : ''
    return [
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${raised}" fill-opacity="0.55" stroke="${line}"/>`,
      `<path d="M${x} ${y + frameHead}h${width}" stroke="${line}"/>`,
      text(x + 12, y + 17, `${title(fact)}${times}`, { fill: ink, weight: 600, width: width / 2 }),
      text(x + width - 12, y + 17, fact.id, { fill: ink2, size: 11, anchor: 'end', width: width / 2 - 30 }),
    ]
  })
}

function wires({ view, facts, places, bends }: DiagramInput, { ink3, bad }: DiagramColours): string[] {
  return view.wires.flatMap(({ key, from, to, fromHandle, toHandle }) => {
    const [source, target] = [places.get(from), places.get(to)]
    if (!source || !target) return []
    const ports = view.byKey.get(from)?.ports ?? []
    const port = fromHandle.startsWith('port:') ? ports.indexOf(fromHandle.slice(5)) : -1
    const start =
      port >= 0
        ? ([source.x + ((port + 1) * source.width) / (ports.length + 1), source.y + frameHead] as const)
        : ([source.x + source.width / 2, source.y + source.height] as const)
    const end = [target.x + target.width / 2, toHandle === 'result' ? target.y + target.height : target.y] as const
    const [cx, cy] = cornerOf(places, view.byKey.get(to)?.parent)
    const through = (bends.get(key) ?? []).map(([x, y]) => [x + cx, y + cy] as const)
    const isBroken = toHandle === 'in' && facts.get(to)?.problem?.code === 'shape-clash'
    return `<path d="${wirePath(start, end, through)}" fill="none" stroke="${isBroken ? bad : ink3}"${isBroken ? ' stroke-dasharray="4 3"' : ''}/>`
  })
}

function node({ facts, places, title }: DiagramInput, key: NodeKey, colours: DiagramColours): string {
  const [place, fact] = [places.get(key), facts.get(key)]
  if (!place || !fact) return ''
  const { x, y, width, height } = place
  const { raised, line, ink, ink2, ink3, bad, badSoft, onFamily } = colours
  const family = colours.families[fact.family]
  const parts: string[] = []
  const sheet = (by: number) =>
    parts.push(
      `<rect x="${x + by}" y="${y + by}" width="${width}" height="${height}" rx="6" fill="${raised}" stroke="${line}"/>`,
    )
  if (fact.kind === 'block') {
    sheet(8)
    sheet(4)
  }
  sheet(0)
  const shape = fact.shape ? shapeText(fact.shape) : '–'
  const name = title(fact)
  if (fact.isSlim) {
    parts.push(
      `<path d="M${x + 6} ${y}h22v${height}h-22a6 6 0 0 1 -6 -6v${12 - height}a6 6 0 0 1 6 -6z" fill="${family}"/>`,
    )
    parts.push(text(x + 36, y + 18, name, { fill: ink, weight: 600, width: width - 130 }))
    parts.push(
      text(x + width - 8, y + 18, `${shape} ${fact.parameters.toLocaleString('en')}`, {
        fill: ink2,
        size: 11,
        anchor: 'end',
        width: 110,
      }),
    )
  } else {
    parts.push(
      `<path d="M${x} ${y + headHeight}v-18a6 6 0 0 1 6 -6h${width - 12}a6 6 0 0 1 6 6v18z" fill="${family}"/>`,
    )
    const times = fact.repeat !== undefined && fact.repeat > 1 ? ` × ${fact.repeat}` : ''
    const room = width - 24
    const half = Math.min(textWidth(name + times, 12) + 4, room * 0.68)
    parts.push(text(x + 8, y + 16, name + times, { fill: onFamily, weight: 600, width: half }))
    parts.push(text(x + width - 8, y + 16, fact.id, { fill: onFamily, size: 11, anchor: 'end', width: room - half }))
    if (fact.problem && !fact.isInside) {
      parts.push(
        `<rect x="${x + 1}" y="${y + headHeight}" width="${width - 2}" height="${height - headHeight - 2}" fill="${badSoft}"/>`,
      )
      parts.push(text(x + 8, y + 40, problemText(fact.problem).text, { fill: bad, size: 11, width: width - 16 }))
    } else {
      parts.push(text(x + 8, y + 38, shape, { fill: ink, size: 11, width: width - 16 }))
      if (fact.family !== 'data')
        parts.push(
          text(x + 8, y + 52, fact.parameters.toLocaleString('en'), { fill: ink3, size: 11, width: width - 16 }),
        )
    }
    for (const [k, inner] of fact.chain.entries())
      parts.push(
        `<rect x="${x + 8 + k * 15}" y="${y + 64}" width="13" height="6" rx="2" fill="${colours.families[inner]}"/>`,
      )
  }
  const opacity = fact.isBypassed || fact.isAbsent ? ' opacity="0.5"' : ''
  return `<g${opacity}>${parts.join('')}</g>`
}

interface Lettering {
  readonly fill: string
  readonly size?: number
  readonly weight?: number
  readonly anchor?: 'end'
  /** Longer words are cut. */
  readonly width: number
}

function text(x: number, y: number, words: string, { fill, size = 12, weight, anchor, width }: Lettering): string {
  let shown = words
  while (shown.length > 1 && textWidth(shown, size) > width) shown = `${[...shown].slice(0, -2).join('')}…`
  // A name may be written from right to left: it stays where it is.
  return `<text x="${x}" y="${y}" fill="${fill}"${size === 12 ? '' : ` font-size="${size}"`}${weight ? ` font-weight="${weight}"` : ''}${anchor ? ' text-anchor="end"' : ''} direction="ltr" unicode-bidi="isolate">${xmlText(shown)}</text>`
}
