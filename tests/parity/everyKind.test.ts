import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { noReference, shared } from '../reference'
import { allGoldenCases } from './golden'

/** The test of each kind of golden case; it lists by name what it leaves out. */
const testedIn: Readonly<Record<string, string>> = {
  conv2d: 'layers',
  depthwise_conv2d: 'layers',
  conv2d_transpose: 'layers',
  linear: 'layers',
  max_pool2d: 'layers',
  avg_pool2d: 'layers',
  global_avg_pool: 'layers',
  global_max_pool: 'layers',
  adaptive_avg_pool2d: 'layers',
  layer_norm: 'layers',
  group_norm: 'layers',
  local_response_norm: 'layers',
  activation: 'layers',
  batch_norm: 'batchNorm',
  tf_fused_batch_norm_v3: 'batchNorm',
  dropout: 'dropout',
  block: 'blocks',
  training: 'trainings',
  loss: 'losses',
  regularizer: 'losses',
  optimizer: 'optimizers',
}

describe.skipIf(!shared)(`golden cases${shared ? '' : ` (${noReference})`}`, () => {
  const cases = shared ? allGoldenCases() : []

  test('each kind is tested', () => {
    expect([...new Set(cases.map(({ kind }) => kind))].sort()).toEqual(Object.keys(testedIn).sort())
  })

  test.each(Object.entries(testedIn))('%s is read by its test', (kind, file) => {
    const source = path.join(__dirname, `${file}.test.ts`)
    expect(existsSync(source)).toBe(true)
    const helper = path.join(__dirname, 'layerCases.ts')
    expect(readFileSync(file === 'layers' ? helper : source, 'utf8')).toContain(`'${kind}'`)
  })
})
