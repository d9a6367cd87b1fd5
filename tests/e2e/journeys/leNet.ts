import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { inferNetwork } from '../../../shared/model/infer'
import { summarizeNetwork } from '../../../shared/model/summary'
import { Project } from '../../../shared/records/project'
import { stateIs } from '../studioScript'

/** What stands between input and output of LeNet-5 (LeCun et al. 1998) with batch norm behind its convolutions, and what each layer gives of a 28x28 digit. */
export const leNet = [
  { id: 'conv2d_1', offer: 'conv2d', gives: '28×28×6', settings: { Filters: 6, 'Kernel, height': 5 } },
  { id: 'batch_norm_1', offer: 'batch-norm', gives: '28×28×6' },
  { id: 'activation_1', offer: 'activation:tanh', gives: '28×28×6' },
  { id: 'avg_pool_1', offer: 'avg-pool', gives: '14×14×6' },
  {
    id: 'conv2d_2',
    offer: 'conv2d',
    gives: '10×10×16',
    settings: { Filters: 16, 'Kernel, height': 5, Padding: 'valid' },
  },
  { id: 'batch_norm_2', offer: 'batch-norm', gives: '10×10×16' },
  { id: 'activation_2', offer: 'activation:tanh', gives: '10×10×16' },
  { id: 'avg_pool_2', offer: 'avg-pool', gives: '5×5×16' },
  { id: 'flatten_1', offer: 'flatten', gives: '400' },
  { id: 'dense_1', offer: 'dense', gives: '120', settings: { Units: 120 } },
  { id: 'activation_3', offer: 'activation:tanh', gives: '120' },
  { id: 'dense_2', offer: 'dense', gives: '84', settings: { Units: 84 } },
  { id: 'activation_4', offer: 'activation:tanh', gives: '84' },
  { id: 'dense_3', offer: 'dense', gives: '10', settings: { Units: 10 } },
] as const satisfies readonly LeNetLayer[]

export interface LeNetLayer {
  readonly id: string
  /** Its line in the palette. */
  readonly offer: string
  readonly gives: string
  /** By the labels of the inspector. */
  readonly settings?: Readonly<Record<string, number | string>>
}

/** Weights that learn: 156 + 12, 2,416 + 32, 48,120, 10,164 and 850. */
const parameters = 61_750

/** The network on the disk is LeNet-5, wired in a row, and nothing is wrong with it. */
export function expectLeNet(folder: string): void {
  const { network } = projectOf(folder)
  const ids = ['input', ...leNet.map(({ id }) => id)]
  expect(Object.fromEntries(network.layers.map(({ id, inputs }) => [id, inputs]))).toEqual(
    Object.fromEntries(ids.map((id, k) => [id, k === 0 ? [] : [ids[k - 1]]])),
  )
  const inference = inferNetwork(network)
  expect(inference.problems).toEqual([])
  expect(summarizeNetwork(network, inference).parameters.trainable).toBe(parameters)
}

export const projectOf = (folder: string): Project =>
  Project.parse(JSON.parse(readFileSync(path.join(folder, 'project.json'), 'utf8')))

/** Waits for the end of the only run, and gives how many test pictures it reads right, as it lies on the disk. */
export async function accuracyOfRun(page: Page, folder: string): Promise<number> {
  await stateIs(page, 'finished')
  const runs = path.join(folder, 'runs')
  const [run] = readdirSync(runs)
  const report = path.join(runs, run as string, 'report.json')
  await expect.poll(() => existsSync(report), { timeout: 60_000 }).toBe(true)
  return (JSON.parse(readFileSync(report, 'utf8')) as { top1: number }).top1
}
