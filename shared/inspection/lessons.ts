import type { Shape } from '../graph/shape'
import { inferNetwork } from '../model/infer'
import { Network } from '../model/network'
import { summarizeNetwork } from '../model/summary'
import { nearest } from '../nearest'
import { Problem } from '../problem'

/** One way to do a thing, and what it costs: counted on the layers, like any network. */
export interface Way {
  readonly title: string
  readonly outputShape: Shape
  readonly parameters: number
  /** Weights for each pair of an input and an output channel, where all its layers have equally many. */
  readonly weightsPerChannelPair?: number
  readonly macs: number
  /** Rows and columns that one output sees, and how far its neighbour's field lies from it. */
  readonly receptiveField: { readonly size: number; readonly jump: number }
  readonly nonlinearities: number
  readonly layers: readonly {
    readonly type: string
    readonly setting: string
    readonly outputShape: Shape
    readonly macs: number
    readonly field: number
    readonly jump: number
  }[]
}

/** A question, the ways that answer it, and what is to be seen in the figures. */
export interface Comparison {
  readonly question: string
  readonly insight: string
  readonly ways: readonly Way[]
}

export interface Lesson {
  readonly name: string
  readonly title: string
  readonly comparisons: readonly Comparison[]
}

type Step = readonly [type: string, config: object]

/** A row of layers behind a picture, counted. Biases are left out: the lessons are about kernels. */
function way(title: string, picture: Shape, steps: readonly Step[]): Way {
  const network = Network.parse({
    layers: [
      { id: 'input', type: 'input', config: { shape: picture } },
      ...steps.map(([type, config], k) => ({
        id: `layer${k + 1}`,
        type,
        config,
        inputs: [k === 0 ? 'input' : `layer${k}`],
      })),
    ],
  })
  const inference = inferNetwork(network)
  const [problem] = inference.problems
  if (problem) throw new Error(`a lesson's network is unsound: ${problem.message}`)
  const { parameters, macs, layers } = summarizeNetwork(network, inference)
  const rows = layers.slice(1).map(({ type, outputShape = [], macs: cost, receptiveField }, k) => ({
    type,
    setting: settingOf(steps[k] as Step),
    outputShape,
    macs: cost,
    field: receptiveField?.size as number,
    jump: receptiveField?.jump as number,
  }))
  const last = rows[rows.length - 1]
  if (!last) throw new Error(`${title} has no layer`)
  const channels = picture[2] as number
  const isEven = rows.every(({ outputShape }) => outputShape[2] === channels)
  return {
    title,
    outputShape: last.outputShape,
    parameters: parameters.total,
    ...(isEven && parameters.total > 0 && { weightsPerChannelPair: parameters.total / channels ** 2 }),
    macs,
    receptiveField: { size: last.field, jump: last.jump },
    nonlinearities: rows.filter(({ type }) => type === 'activation').length,
    layers: rows,
  }
}

function settingOf([type, config]: Step): string {
  const { kernel, size, stride, filters } = config as {
    kernel?: number
    size?: number
    stride?: number
    filters?: number
  }
  const window = kernel ?? size
  const parts = [
    window === undefined ? undefined : `${window}x${window}`,
    filters === undefined ? undefined : `to ${filters}`,
    stride === undefined || stride === 1 ? undefined : `stride ${stride}`,
  ]
  return type === 'activation' ? 'relu' : parts.filter((part) => part !== undefined).join(', ')
}

const conv = (filters: number, kernel: number): Step => ['conv2d', { filters, kernel, bias: false }]
const relu: Step = ['activation', {}]
const pool: Step = ['max-pool', { size: 2, stride: 2 }]
/** `count` convolutions, each with its ReLU. */
const row = (count: number, filters: number, kernel: number): Step[] =>
  Array.from({ length: count }, () => [conv(filters, kernel), relu]).flat()

function kernels(): Lesson {
  const picture = [56, 56, 64]
  return {
    name: 'kernels',
    title: 'small kernels in a row against one large kernel (Simonyan and Zisserman 2014, section 2.3)',
    comparisons: [
      {
        question: 'one 5x5 or two 3x3?',
        insight: 'the same field of 5, 18 weights for each pair of channels in place of 25, and one more ReLU',
        ways: [way('5x5', picture, row(1, 64, 5)), way('3x3, 3x3', picture, row(2, 64, 3))],
      },
      {
        question: 'one 7x7 or three 3x3?',
        insight: 'the same field of 7, 27 weights for each pair of channels in place of 49, and two more ReLUs',
        ways: [way('7x7', picture, row(1, 64, 7)), way('3x3, 3x3, 3x3', picture, row(3, 64, 3))],
      },
    ],
  }
}

function bottleneck(): Lesson {
  return {
    name: 'bottleneck',
    title: '1x1 convolutions that narrow the channels first',
    comparisons: [
      {
        question: 'two 3x3 on 256 channels, or down to 64, 3x3 there, and up again? (He et al. 2015, figure 5)',
        insight:
          'about a seventeenth of the weights and multiply-adds for as many channels in and out; the field is 3 in place of 5',
        ways: [
          way('3x3, 3x3 on 256', [56, 56, 256], row(2, 256, 3)),
          way('1x1, 3x3, 1x1 through 64', [56, 56, 256], [conv(64, 1), relu, conv(64, 3), relu, conv(256, 1), relu]),
        ],
      },
      {
        question: 'a 5x5 on 192 channels, or on 16 that a 1x1 makes of them? (Szegedy et al. 2014, inception 3a)',
        insight: 'the 1x1 costs little and cuts the multiply-adds to about a tenth',
        ways: [
          way('5x5 to 32', [28, 28, 192], [conv(32, 5), relu]),
          way('1x1 to 16, 5x5 to 32', [28, 28, 192], [conv(16, 1), relu, conv(32, 5), relu]),
        ],
      },
      {
        question: 'a 3x3 over all channels, or a 3x3 of each channel alone and a 1x1 over all? (Howard et al. 2017)',
        insight: 'the same field for between an eighth and a ninth of the multiply-adds: 1/filters + 1/9',
        ways: [
          way('3x3', [56, 56, 128], [conv(128, 3), relu]),
          way(
            '3x3 depthwise, 1x1',
            [56, 56, 128],
            [['depthwise-conv2d', { kernel: 3, bias: false }], conv(128, 1), relu],
          ),
        ],
      },
    ],
  }
}

function pooling(): Lesson {
  const picture = [64, 64, 16]
  const stage = row(2, 16, 3)
  return {
    name: 'pooling',
    title: 'what pooling does to the receptive field',
    comparisons: [
      {
        question: 'six 3x3 in a row, or the same six with a 2x2 pool behind every second?',
        insight:
          'each pool doubles the jump, so every 3x3 behind it adds twice as many pixels to the field; and it quarters what they cost',
        ways: [
          way('no pool', picture, [...stage, ...stage, ...stage]),
          way('with pools', picture, [...stage, pool, ...stage, pool, ...stage]),
        ],
      },
      {
        question: 'halve with a pool, or with a stride?',
        insight:
          'the jump doubles either way; behind a pool one pixel more is seen, and a stride does a quarter of the work',
        ways: [
          way('3x3, pool 2x2', picture, [conv(16, 3), relu, pool]),
          way('3x3 of stride 2', picture, [['conv2d', { filters: 16, kernel: 3, stride: 2, bias: false }], relu]),
        ],
      },
    ],
  }
}

const makers = { kernels, bottleneck, pooling }

export const lessonNames: readonly string[] = Object.keys(makers)

/** A lesson by its name. Throws a Problem that names the nearest one. */
export function lesson(name: string): Lesson {
  if (Object.hasOwn(makers, name)) return makers[name as keyof typeof makers]()
  const near = nearest(name, lessonNames)
  throw new Problem({
    code: 'unknown-lesson',
    message: `there is no lesson "${name}"`,
    remedy: near ? `did you mean "${near}"?` : `the lessons are ${lessonNames.join(', ')}`,
  })
}
