import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { frameLayers } from '../../../shared/model/edits'
import { inferNetwork } from '../../../shared/model/infer'
import type { Network } from '../../../shared/model/network'
import { zooNetwork } from '../../../shared/zoo'
import { layOut } from '../layout/layOut'
import { scopeToLay } from '../layout/scopeToLay'
import { absolutePlaces } from '../view/absolutePlaces'
import { canvasView } from '../view/canvasView'
import { nodeFacts } from '../view/nodeFacts'
import { diagramColours } from './diagramColours'
import { diagramSvg } from './diagramSvg'
import { xmlText } from './xmlText'

const hostile = '<img src=x onerror=alert(1)> & "quotes" \u202eleft-to-right'

function drawing(network: Network, opened: string[] = []): string {
  const inference = inferNetwork(network)
  const view = canvasView(network, inference, new Set(opened))
  const facts = nodeFacts(network, inference, view, new Map())
  const layout = layOut(scopeToLay(view, facts))
  const places = absolutePlaces(view, layout)
  return diagramSvg({
    view,
    facts,
    places,
    bends: layout.bends,
    theme: 'dark',
    name: hostile,
    title: ({ type }) => type,
  })
}

const resNet = zooNetwork('resnet-20').build({ input: [32, 32, 3], classes: 10 })

test('has every layer, every wire and every frame, and no name is markup', () => {
  const { network } = frameLayers(resNet, ['conv1', 'bn1'], hostile)
  const svg = drawing(network, ['stage2'])
  // A slim row has no room for its name.
  for (const { id, type } of network.layers)
    expect(svg).toContain(`>${['batch-norm', 'activation'].includes(type) ? type : id}<`)
  expect(svg.match(/<path d="M[^"]*C/g)?.length).toBeGreaterThan(network.layers.length)
  expect(svg).toContain('>downsample.0<')
  expect(svg).not.toContain('<img')
  expect(svg).toContain('&lt;img src=x')
  // Every opened element is closed: a reader of XML takes it.
  const open: string[] = []
  for (const [, isEnd, name, isAlone] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (isEnd) expect(open.pop()).toBe(name)
    else if (!isAlone) open.push(name as string)
  }
  expect(open).toEqual([])
})

test('a network of which nothing is placed is an empty drawing', () =>
  expect(drawing({ layers: [] })).toContain('viewBox="0 0 100 100"'))

test('signs that XML cannot hold are left out', () => expect(xmlText('a\u0000b\u001f<c>')).toBe('ab&lt;c&gt;'))

describe('its colours are the tokens', () => {
  const css = readFileSync(path.resolve(import.meta.dirname, '../../design/tokens.css'), 'utf8')
  const [light = '', dark = ''] = css.split('[data-theme="dark"] {')
  const token = (block: string, name: string): [number, number, number] => {
    const [, l, c, h] = new RegExp(`--${name}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`).exec(block) ?? []
    return [Number(l), Number(c), Number(h)]
  }
  test.each([
    ['light', light],
    ['dark', dark],
  ] as const)('%s', (theme, block) => {
    const colours = diagramColours[theme]
    const names = {
      canvas: 'canvas',
      raised: 'raised',
      line: 'line-2',
      ink: 'ink',
      ink2: 'ink-2',
      ink3: 'ink-3',
      bad: 'bad-ink',
      badSoft: 'bad-soft',
      onFamily: 'on-fam',
    } as const
    for (const [name, called] of Object.entries(names))
      expect(colours[name as keyof typeof names], called).toBe(hex(...token(block, called)))
    for (const family of [
      'convolution',
      'dense',
      'normalization',
      'activation',
      'pooling',
      'merge',
      'regularization',
    ] as const)
      expect(colours.families[family], family).toBe(hex(...token(block, `fam-${family}`)))
  })
})

/** @see Ottosson 2020, A perceptual color space for image processing */
function hex(l: number, c: number, h: number): string {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)]
  const [p, q, r] = [
    l + 0.3963377774 * a + 0.2158037573 * b,
    l - 0.1055613458 * a - 0.0638541728 * b,
    l - 0.0894841775 * a - 1.291485548 * b,
  ].map((root) => root ** 3) as [number, number, number]
  const channels = [
    4.0767416621 * p - 3.3077115913 * q + 0.2309699292 * r,
    -1.2684380046 * p + 2.6097574011 * q - 0.3413193965 * r,
    -0.0041960863 * p - 0.7034186147 * q + 1.707614701 * r,
  ].map((linear) => {
    const x = Math.min(1, Math.max(0, linear))
    return Math.round((x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055) * 255)
  })
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
