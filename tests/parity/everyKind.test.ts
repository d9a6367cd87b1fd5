import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { noReference, shared } from '../reference'
import { allGoldenCases } from './golden'

/** The test of each kind of golden case; it lists by name what it leaves out. */
const testedIn: Readonly<Record<string, string>> = {
  conv2d: 'layers',
  linear: 'layers',
  max_pool2d: 'layers',
  avg_pool2d: 'layers',
  global_avg_pool: 'layers',
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

/** Kinds that are layers which do not exist here yet. */
const notYet: Readonly<Record<string, string>> = {
  depthwise_conv2d: 'there is no depthwise convolution yet',
  conv2d_transpose: 'there is no transposed convolution yet',
  adaptive_avg_pool2d: 'there is no adaptive pool yet',
  global_max_pool: 'there is no global max pool yet',
  layer_norm: 'there is no layer norm yet',
  group_norm: 'there is no group norm yet',
  local_response_norm: 'there is no local response normalization yet',
}

describe.skipIf(!shared)(`golden cases${shared ? '' : ` (${noReference})`}`, () => {
  const cases = shared ? allGoldenCases() : []

  test('each kind is tested or named as not run', () => {
    expect([...new Set(cases.map(({ kind }) => kind))].sort()).toEqual(
      [...Object.keys(testedIn), ...Object.keys(notYet)].sort(),
    )
    for (const { case: name, kind } of cases) if (notYet[kind]) console.log(`not run: ${name}: ${notYet[kind]}`)
  })

  test.each(Object.entries(testedIn))('%s is read by its test', (kind, file) => {
    const source = path.join(__dirname, `${file}.test.ts`)
    expect(existsSync(source)).toBe(true)
    const helper = path.join(__dirname, 'layerCases.ts')
    expect(readFileSync(file === 'layers' ? helper : source, 'utf8')).toContain(`'${kind}'`)
  })
})
