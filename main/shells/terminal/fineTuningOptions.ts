import path from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import type { z } from 'zod'
import { Problem } from '../../../shared/problem'
import { StartFrom } from '../../../shared/records/startFrom'
import { FineTuning, LayerRate, Unfreezing } from '../../../shared/training/fineTuning/fineTuning'

import type { OpenProject } from '../../studio/projects/projects'
import { findRun } from '../../studio/runs/runFolder'

/** Transfer learning on the command line. */
export interface FineTuningOptions {
  readonly from?: string
  readonly head?: StartFrom['head']
  readonly freeze?: FineTuning['freeze']
  readonly unfreeze?: readonly Unfreezing[]
  readonly layerRate?: readonly LayerRate[]
}

export const fineTuningOptions = (): Option[] => [
  new Option('--from <run>', 'begin with the weights of this run (its folder, its id or "last") or model file'),
  new Option(
    '--head <which>',
    'with --from: whether its last layers are taken too; auto: if the classes are the same',
  ).choices(['auto', 'keep', 'new']),
  new Option('--freeze <layers>', 'layers and blocks that do not learn, a,b,c* or all-but-head or nothing').argParser(
    parseFreeze,
  ),
  new Option('--unfreeze <epoch:layers>', 'layers that learn from that epoch on; again for more').argParser(
    (text: string, before: readonly Unfreezing[] = []) => {
      const [epoch, layers] = divided(text, '3:stage3,head')
      return [...before, checked(Unfreezing, { epoch: Number(epoch), layers: names(layers) })]
    },
  ),
  new Option('--layer-rate <layers:factor>', 'multiplies the learning rate of these layers; again for more').argParser(
    (text: string, before: readonly LayerRate[] = []) => {
      const [layers, factor] = divided(text, 'stage1,stage2:0.1')
      return [...before, checked(LayerRate, { layers: names(layers), factor: Number(factor) })]
    },
  ),
]

/** What a configuration becomes: each option replaces that part of what it had. */
export function withFineTuning(before: FineTuning | undefined, options: FineTuningOptions): FineTuning | undefined {
  const { freeze, unfreeze, layerRate } = options
  if (!freeze && !unfreeze && !layerRate) return before
  return FineTuning.parse({
    ...before,
    ...(freeze && { freeze }),
    ...(unfreeze && { unfreeze }),
    ...(layerRate && { rates: layerRate }),
  })
}

/** The project, beginning with the weights that were asked for: a run's, or a file's. */
export async function withStart(open: OpenProject, { from, head }: FineTuningOptions): Promise<OpenProject> {
  if (from === undefined && head === undefined) return open
  const place = from === undefined ? open.project.startFrom?.place : await startPlace(from, open.folder)
  if (place === undefined)
    throw new Problem({
      code: 'no-start',
      message: '--head says what to take of other weights, and there are none',
      remedy: 'name them with --from',
    })
  const startFrom = StartFrom.parse({ ...open.project.startFrom, place, ...(head && { head }) })
  return { ...open, project: { ...open.project, startFrom } }
}

/** What weights are read from that are no run's. */
const modelFile = /\.(safetensors|keras|h5|hdf5|onnx)$|(^|[\\/])model\.json$/i

async function startPlace(from: string, projectFolder: string): Promise<string> {
  return modelFile.test(from) ? path.resolve(from) : (await findRun(from, projectFolder)).folder
}

function parseFreeze(text: string): FineTuning['freeze'] {
  if (text === 'nothing') return []
  return checked(FineTuning, { freeze: text === 'all-but-head' ? text : names(text) }).freeze
}

const names = (text: string): string[] => text.split(',').filter((name) => name !== '')

function divided(text: string, example: string): [string, string] {
  const parts = text.split(':')
  if (parts.length !== 2) throw new InvalidArgumentError(`Write it as ${example}.`)
  return parts as [string, string]
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value)
  if (data === undefined) throw new InvalidArgumentError(`${error?.issues[0]?.message ?? 'not understood'}.`)
  return data
}
