import { parseArgs } from 'node:util'
import { savedModelBytes } from '../../main/engine/savedModel'
import { Session } from '../../main/engine/session'
import { tensorflow } from '../../main/engine/tensorflow'
import { nodesOf } from '../../shared/graph/program'
import { inferNetwork } from '../../shared/model/infer'
import { compileTraining } from '../../shared/training/compileTraining'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { zooNetwork } from '../../shared/zoo'
import { median } from './median'

const usage = `npm run bench -- open [NETWORK...]   from a spec to an open session: seconds, nodes, and what JavaScript adds to a step
  Without names: the CIFAR ResNets by depth, then the deepest networks of the zoo.
`

const byDepth = ['resnet-20', 'resnet-32', 'resnet-44', 'resnet-56', 'resnet-110']
const deepest = ['resnet-50', 'resnet-101', 'resnet-152', 'densenet-121', 'densenet-264']
const batch = 2
const stepsTimed = 5

interface Opened {
  readonly network: string
  /** Of the spec as JSON, blocks folded. */
  readonly specBytes: number
  readonly layers: number
  readonly nodes: number
  readonly graphBytes: number
  readonly inferMs: number
  readonly compileMs: number
  readonly writeMs: number
  /** Writing, loading, and reading each signature. */
  readonly openMs: number
  /** Compile, write and open. */
  readonly totalMs: number
  /** A step without the time in TensorFlow's own call. */
  readonly overheadMs: number
  readonly stepMs: number
}

/** The native call of tfjs-node, which is timed to be taken off. */
interface Binding {
  runSavedModel(...given: unknown[]): unknown
}

async function open(network: string): Promise<Opened> {
  const { build, published } = zooNetwork(network)
  const spec = build(published)
  const clock = stopwatch()
  const inference = inferNetwork(spec)
  const inferMs = clock()
  const { classes, input } = published
  const configuration = TrainingConfiguration.parse({ optimizer: { name: 'sgd', momentum: 0.9 } })
  const program = compileTraining({ network: inference, classes, normalization: { kind: '0-1' }, configuration })
  const compileMs = clock()
  const graphBytes = savedModelBytes(program).length
  const writeMs = clock()
  const session = await Session.open(program)
  const openMs = clock()
  try {
    const images = new Uint8Array(batch * input[0] * input[1] * input[2])
    const feeds = {
      images,
      labels: new Int32Array(batch),
      rate: 0,
      ...(program.knobs.length > 0 && { knobs: new Float32Array(program.knobs.length) }),
    }
    session.call('train', feeds)
    const steps = Array.from({ length: stepsTimed }, () => timedStep(() => session.call('train', feeds)))
    return {
      network,
      specBytes: JSON.stringify(spec).length,
      layers: inference.order.length,
      nodes: nodesOf(program).length,
      graphBytes,
      inferMs,
      compileMs,
      writeMs,
      openMs,
      totalMs: compileMs + openMs,
      overheadMs: median(steps.map(({ all, native }) => all - native)),
      stepMs: median(steps.map(({ all }) => all)),
    }
  } finally {
    session.close()
  }
}

/** Milliseconds since it was asked last. */
function stopwatch(): () => number {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const passed = now - last
    last = now
    return passed
  }
}

function timedStep(step: () => void): { all: number; native: number } {
  const backend = tensorflow().backend() as unknown as { binding: Binding }
  const { binding } = backend
  let native = 0
  // The addon's functions cannot be replaced, but what holds them can.
  backend.binding = Object.create(binding, {
    runSavedModel: {
      value: (...given: unknown[]) => {
        const begin = performance.now()
        try {
          return binding.runSavedModel(...given)
        } finally {
          native += performance.now() - begin
        }
      },
    },
  })
  try {
    const begin = performance.now()
    step()
    const all = performance.now() - begin
    if (native === 0) throw new Error('the native call was not seen')
    return { all, native }
  } finally {
    backend.binding = binding
  }
}

const heads = [
  'network',
  'layers',
  'nodes',
  'a layer',
  'spec kB',
  'graph kB',
  'infer ms',
  'compile ms',
  'write ms',
  'open ms',
  'step ms',
  'overhead ms',
]

function row(opened: Opened): string[] {
  const { network, layers, nodes, specBytes, graphBytes, inferMs, compileMs, writeMs, openMs, stepMs, overheadMs } =
    opened
  const whole = [layers, nodes].map(String)
  return [
    network,
    ...whole,
    (nodes / layers).toFixed(1),
    (specBytes / 1000).toFixed(1),
    ...[graphBytes / 1000, inferMs, compileMs, writeMs, openMs, stepMs].map((value) => value.toFixed(0)),
    overheadMs.toFixed(2),
  ]
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  })
  if (values.help) {
    process.stdout.write(usage)
    return true
  }
  const names = positionals.length > 0 ? positionals : [...byDepth, ...deepest]
  const found: Opened[] = []
  const line = (cells: readonly string[]) =>
    cells.map((cell, k) => (k === 0 ? cell.padEnd(14) : cell.padStart(11))).join('')
  // What loads once is not a network's.
  tensorflow()
  await open('lenet-5')
  process.stdout.write(`${line(heads)}\n`)
  for (const name of names) {
    const opened = await open(name)
    found.push(opened)
    process.stdout.write(`${line(row(opened))}\n`)
  }
  const slow = found.filter(({ totalMs }) => totalMs > 10_000).map(({ network }) => network)
  const heavy = found.filter(({ overheadMs }) => overheadMs > 1).map(({ network }) => network)
  process.stdout.write(`${slow.length > 0 ? `over 10 s: ${slow.join(', ')}` : 'all compile and open in under 10 s'}\n`)
  process.stdout.write(
    `${heavy.length > 0 ? `over 1 ms a step in JavaScript: ${heavy.join(', ')}` : 'JavaScript adds less than 1 ms to a step'}\n`,
  )
  return slow.length + heavy.length === 0
}

main().then(
  (isWithin) => {
    process.exitCode = isWithin ? 0 : 1
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  },
)
