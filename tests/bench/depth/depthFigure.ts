import { type Chart, type Line, svgFigure } from '../svgFigure'
import type { DepthReport, LearnedRun } from './report'

const plain = '#b4560f'
const residual = '#2458b3'
/** Of the three rates, the lowest first. */
const ofRates = ['#7a7f87', '#2458b3', '#b4560f']

type Look = Pick<Line, 'name' | 'colour' | 'dash'>

/** Depth 20 is dashed, 56 drawn through. */
const lookOf = (name: string): Look => ({
  name,
  colour: name.startsWith('plain') ? plain : residual,
  ...(name.endsWith('20') && { dash: '5 3' }),
})

/** With batch norm is drawn through, without is dashed. */
const lookOfNorm = ({ name, broken }: LearnedRun, k: number): Look => ({
  name: broken === undefined ? name : `${name}: broke`,
  colour: ofRates[Math.floor(k / 2)] as string,
  ...(name.startsWith('without') && { dash: '5 3' }),
})

const perCent = (accuracy: number) => (1 - accuracy) * 100

/** The experiment drawn: what is learned by depth, how the gradient reaches the first layers, and what batch norm does for the rate. */
export function depthFigure({ depth, norm, start, data }: DepthReport): string {
  const curves = (
    runs: readonly LearnedRun[],
    look: (run: LearnedRun, k: number) => Look,
    value: (epoch: LearnedRun['epochs'][number]) => number,
  ): Line[] => runs.map((run, k) => ({ ...look(run, k), values: run.epochs.map(value) }))
  const gradients = (title: string, all: readonly { name: string; norms: readonly number[] }[]): Chart => ({
    title,
    x: 'convolution, from the picture on',
    y: 'norm of its gradient',
    logarithmic: true,
    lines: all.map(({ name, norms }) => ({ ...lookOf(name), values: norms })),
  })
  const byName = ({ name }: LearnedRun) => lookOf(name)
  const charts: Chart[] = [
    { title: 'training loss', x: 'epoch', y: 'loss', lines: curves(depth, byName, ({ loss }) => loss) },
    {
      title: 'test error',
      x: 'epoch',
      y: '%',
      lines: curves(depth, byName, ({ accuracy }) => perCent(accuracy)),
    },
    gradients('gradients at the start, with batch norm', start['batch norm']),
    gradients(
      'gradients behind the last epoch, with batch norm',
      depth.map(({ name, norms }) => ({ name, norms: norms.at(-1) ?? [] })),
    ),
    gradients('at the start without batch norm, He', start['no norm, He']),
    gradients('at the start without batch norm, Glorot', start['no norm, Glorot']),
  ]
  const ofNorm: Chart[] = [
    {
      title: 'plain-20 with and without batch norm: training loss',
      x: 'epoch',
      y: 'loss',
      lines: curves(norm, lookOfNorm, ({ loss }) => loss),
    },
    {
      title: 'plain-20 with and without batch norm: test error',
      x: 'epoch',
      y: '%',
      lines: curves(norm, lookOfNorm, ({ accuracy }) => perCent(accuracy)),
    },
  ]
  return svgFigure(
    `Depth on ${data.train.toLocaleString('en-US')} pictures of ${data.classes} classes`,
    norm.length > 0 ? [...charts, ...ofNorm] : charts,
  )
}
