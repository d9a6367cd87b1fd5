import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { expandBlocks } from '../../../shared/model/blocks'
import { zooNetwork } from '../../../shared/zoo'
import { type OpenedWindows, openWindows } from '../../window/openedWindow'
import { endWith } from '../endWith'
import { benchWindow, closed, networkProject, nodesOf } from './benchWindow'
import { moved, openSeconds, showAll } from './canvas'
import { carried } from './carry'
import { type Drop, dropTimes } from './drop'
import { type FrameFigures, frameMs, frameTimes, measured, shareOf } from './frames'
import { picturesScrolled } from './pictures'
import { grown, streamed } from './training'

const parts = ['blank', 'canvas', 'carry', 'drop', 'stream', 'pictures', 'memory'] as const
type Part = (typeof parts)[number]

const usage = `npm run bench -- window [PART...] [options]   how smooth the window is: Chromium on a served studio
  PART             ${parts.join(', ')} (all of them; pictures only with a folder)
  --network NAME   of the zoo, for canvas, carry and drop (densenet-201)
  --seconds N      how long the Train page is watched (60); of more than a minute the heap is told each minute
  --steps N        of the run over which memory is watched (100000)
  --drops N        of each of two kinds of layers (10)
  --pictures DIR   a folder of very many (node tests/data/make.mjs jpegs DIR: 100,000)
  --bundle FILE    the terminal's program that is measured (out/main/terminal.cjs)
  --json           the result on stdout as JSON, in place of a table
  --out FILE       where it goes as JSON (test-output/bench/window.json)
`

/** A line of the table: a figure, or those of frames. */
interface Row {
  readonly what: string
  readonly frames?: FrameFigures
  readonly figure?: string
}

type Tell = (row: Row) => void

/** Of the machine, over the last minute. */
const load = () => loadavg()[0]?.toFixed(1)

async function blank(windows: OpenedWindows, tell: Tell): Promise<void> {
  const window = await benchWindow(windows)
  await window.page.goto('about:blank')
  tell({ what: 'an empty page', frames: await measured(window, () => frameTimes(window.page, 4000)) })
  await window.close()
}

async function canvas(windows: OpenedWindows, tell: Tell, name: string): Promise<void> {
  const { build, published } = zooNetwork(name)
  const folded = build(published)
  for (const [how, network] of [
    ['flat', expandBlocks(folded)],
    ['folded', folded],
  ] as const) {
    const window = await benchWindow(windows)
    const { page } = window
    const { seconds, worked } = await openSeconds(window, networkProject(windows, `${name}-${how}`, network))
    tell({
      what: `${how}, ${network.layers.length} layers: opened and laid out`,
      figure: `${seconds.toFixed(2)} s (${worked.toFixed(2)} s of the main thread, load ${load()})`,
    })
    tell({ what: `${how}: pan, near (${await nodesOf(page)} nodes drawn)`, frames: await moved(window, 'pan') })
    tell({ what: `${how}: zoom, near to far and back`, frames: await moved(window, 'zoom') })
    await showAll(page)
    tell({ what: `${how}: pan, all in view (${await nodesOf(page)} nodes drawn)`, frames: await moved(window, 'pan') })
    tell({ what: `${how}: zoom, all in view`, frames: await moved(window, 'zoom') })
    await closed(window)
  }
}

async function carry(windows: OpenedWindows, tell: Tell, name: string): Promise<void> {
  const { build, published } = zooNetwork(name)
  const network = expandBlocks(build(published))
  const window = await benchWindow(windows)
  await openSeconds(window, networkProject(windows, `${name}-carry`, network))
  tell({ what: `one of ${network.layers.length} nodes is carried`, frames: await carried(window) })
  await closed(window)
}

async function drop(windows: OpenedWindows, tell: Tell, name: string, count: number): Promise<void> {
  const { build, published } = zooNetwork(name)
  const network = expandBlocks(build(published))
  for (const [offer, type, what] of [
    ['activation:relu', 'activation', 'changes no shape'],
    ['conv2d', 'conv2d', 'changes what follows'],
  ] as const) {
    const window = await benchWindow(windows)
    await openSeconds(window, networkProject(windows, `${name}-${type}`, network))
    const drops = await dropTimes(window, offer, type, count)
    const spread = (of: (drop: Drop) => number) => {
      const [least, middle, most] = [0, 0.5, 1].map((share) => shareOf(drops.map(of), share).toFixed(0))
      return `${middle} ms (${least} to ${most})`
    }
    tell({
      what: `drop to shape at ${network.layers.length} layers, ${type} (${what})`,
      figure: `${spread(({ passed }) => passed)}; main thread, with what it does right after, ${spread(({ worked }) => worked)}; ${count} drops, load ${load()}`,
    })
    await closed(window)
  }
}

async function stream(windows: OpenedWindows, tell: Tell, seconds: number): Promise<void> {
  const { figures, stepsPerSecond, held } = await streamed(windows, seconds)
  tell({ what: `Train page, ${seconds} s at ${stepsPerSecond.toFixed(0)} steps/s`, frames: figures })
  for (const { seconds: after, heapMb, nodes } of held)
    tell({ what: `heap after ${after} s`, figure: `${heapMb.toFixed(1)} MB, ${nodes} elements` })
}

async function pictures(windows: OpenedWindows, tell: Tell, folder: string): Promise<void> {
  const { scannedSeconds, wheel, bar } = await picturesScrolled(windows, folder)
  tell({ what: 'pictures: from opening to the first', figure: `${scannedSeconds.toFixed(1)} s` })
  tell({ what: 'pictures: by the wheel', frames: wheel })
  tell({ what: 'pictures: by the bar, through all', frames: bar })
}

async function memory(windows: OpenedWindows, tell: Tell, steps: number): Promise<void> {
  const { samples, seconds } = await grown(windows, steps)
  for (const { step, heapMb, nodes } of samples)
    tell({ what: `heap after ${step} steps`, figure: `${heapMb.toFixed(1)} MB, ${nodes} elements` })
  tell({ what: 'that run', figure: `${((samples.at(-1)?.step ?? 0) / seconds).toFixed(0)} steps/s` })
}

const heads = ['', 'frames', 'p50', 'p95', 'p99', 'worst', 'task', 'script', 'style', 'layout', 'browser', 'load']
const cells = (values: readonly string[]) =>
  values.map((value, k) => (k === 0 ? value.padEnd(58) : value.padStart(7))).join(' ')

function line({ what, figure, frames }: Row): string {
  if (!frames) return `${what.padEnd(58)} ${figure}`
  const { frames: count, p50, p95, p99, worst, task, script, style, layout, browser, load } = frames
  const times = [p50, p95, p99, worst].map((value) => value.toFixed(1))
  return cells([
    what,
    String(count),
    ...times,
    ...[task, script, style, layout, browser, load].map((v) => v.toFixed(2)),
  ])
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      network: { type: 'string', default: 'densenet-201' },
      seconds: { type: 'string', default: '60' },
      steps: { type: 'string', default: '100000' },
      drops: { type: 'string', default: '10' },
      pictures: { type: 'string' },
      bundle: { type: 'string', default: 'out/main/terminal.cjs' },
      json: { type: 'boolean', default: false },
      out: { type: 'string', default: 'test-output/bench/window.json' },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.filter((word) => !parts.includes(word as Part))
  if (values.help || unknown.length > 0) {
    process.stdout.write(usage)
    return values.help
  }
  const wanted = positionals.length > 0 ? (positionals as Part[]) : parts
  const { pictures: folder } = values
  if (positionals.includes('pictures') && folder === undefined) throw new Error('--pictures names no folder')
  const root = folder === undefined ? {} : { root: path.dirname(path.resolve(folder)) }
  const windows = await openWindows({ ...root, bundle: path.resolve(values.bundle) })
  if (typeof windows === 'string') throw new Error(windows)
  const rows: Row[] = []
  const say = (text: string) => values.json || process.stdout.write(`${text}\n`)
  const tell = (row: Row) => {
    rows.push(row)
    say(line(row))
  }
  const work: Record<Part, () => Promise<void>> = {
    blank: () => blank(windows, tell),
    canvas: () => canvas(windows, tell, values.network),
    carry: () => carry(windows, tell, values.network),
    drop: () => drop(windows, tell, values.network, Number(values.drops)),
    stream: () => stream(windows, tell, Number(values.seconds)),
    pictures: async () => {
      if (folder !== undefined) await pictures(windows, tell, folder)
    },
    memory: () => memory(windows, tell, Number(values.steps)),
  }
  try {
    say(
      `${cells(heads)}\n${'milliseconds; processor time a frame: task, script, style and layout of the main thread, browser of all its processes'.padStart(58)}`,
    )
    for (const part of parts) {
      if (!wanted.includes(part)) continue
      const begin = performance.now()
      await work[part]()
      say(`  ${part}: ${((performance.now() - begin) / 1000).toFixed(0)} s`)
    }
  } finally {
    await windows.close()
  }
  const slow = rows.filter(({ frames }) => frames && frames.p95 > 1.1 * frameMs)
  mkdirSync(path.dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${JSON.stringify({ rows }, null, 2)}\n`)
  if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`)
  say(
    slow.length > 0 ? `p95 over a frame: ${slow.map(({ what }) => what).join('; ')}` : 'p95 within a frame everywhere',
  )
  return true
}

void endWith(main())
