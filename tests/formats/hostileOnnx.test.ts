import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../main/disk/testing/randomFrom'
import { binaryInMemory } from '../../main/formats/binaryFile'
import { readBudget } from '../../main/formats/importedModel'
import { encodeOnnx } from '../../main/formats/onnx/encodeOnnx'
import { onnxModel, readOnnx } from '../../main/formats/onnx/readOnnx'
import { inferNetwork } from '../../shared/model/infer'
import { Problem } from '../../shared/problem'
import { zooNetwork } from '../../shared/zoo'
import { noReference, shared } from '../reference'
import { bytesOf, exported } from './exported'
import { randomWeights } from './randomWeights'

/** The stable code of each file, and words of the message that name the fault; `undefined`: it loads. */
const verdicts: Readonly<Record<string, readonly [code: string, words: string] | undefined>> = {
  ok: undefined,
  'external-dotdot': ['external-data', '"../outside.raw"'],
  'external-absolute': ['external-data', '"/etc/hostname"'],
  'external-device': ['external-data', '"/dev/zero"'],
  'external-missing': ['external-data', '"gone.bin"'],
  'external-url': ['external-data', '"http://127.0.0.1:9/w"'],
  'external-offset-overflow': ['external-data', '"ok.onnx"'],
  'raw-short': ['tensor', 'tensor "w" of shape [4, 2] over 8 bytes'],
  'dims-overflow': ['too-large', 'tensor "w"'],
  'dims-negative': ['tensor', 'tensor "w" with an axis of size -4'],
  'unknown-op': ['domain', '"RunCommand" of domain "evil.domain"'],
  cycle: ['graph', 'node "a" (\\"MatMul\\")'],
  'length-past-end': ['bytes', 'a field of 1099511627776 bytes where 1 are left'],
  'subgraph-deep': ['model', 'names no set of operators'],
  truncated: ['bytes', 'bytes where'],
  empty: ['bytes', 'is empty'],
}

describe.skipIf(!shared)(`hostile files${shared ? '' : ` (${noReference})`}`, () => {
  const place = (name: string) => path.join(shared as string, 'data/hostile-models/onnx', `${name}.onnx`)

  test('each file of the manifest has its verdict here', () => {
    const manifest = readFileSync(path.join(shared as string, 'data/hostile-models/MANIFEST.tsv'), 'utf8')
    const listed = [...manifest.matchAll(/^onnx\/(.*?)\.onnx\t/gm)].map((match) => match[1])
    expect(listed.sort()).toEqual(Object.keys(verdicts).sort())
  })

  test.each(Object.entries(verdicts))('%s', async (name, verdict) => {
    const outcome = await readOnnx(place(name), readBudget).catch((error: unknown) => error)
    if (!verdict) {
      expect(outcome).toMatchObject({ network: { layers: [{ type: 'input' }, { type: 'dense' }] } })
      return
    }
    expect(outcome).toBeInstanceOf(Problem)
    const { details, message } = outcome as Problem
    expect(details.code).toBe(`onnx-${verdict[0]}`)
    expect(message).toContain(verdict[1].replace(/\\/g, ''))
    // Nothing of a stranger's text may steer a terminal.
    expect(message).toMatch(/^[^\p{Cc}\p{Cf}]*$/u)
  })

  test('the control is what it should be', async () => {
    const { network, weights } = await readOnnx(place('ok'), readBudget)
    const dense = network?.layers[1]?.id
    expect(network?.layers[0]?.config).toEqual({ shape: [4] })
    expect(await weights.read(`${dense}/kernel`)).toEqual(Float32Array.from({ length: 8 }, (_, k) => k))
  })
})

test('2,000 damaged files are read or refused, nothing else', async () => {
  const network = zooNetwork('resnet-20').build({ input: [8, 8, 3], classes: 3 })
  const good = await bytesOf(
    encodeOnnx(exported(network, 3, randomWeights(inferNetwork(network).layers.values())), 'nchw'),
  )
  const random = randomFrom(4)
  // The arrays come last and are most of the file: what can go wrong stands in front.
  const head = 20_000
  let refused = 0
  for (let n = 0; n < 2000; n++) {
    const bytes = good.slice(0, random(6) === 0 ? random(good.length) : good.length)
    for (let k = random(4); k >= 0 && bytes.length > 0; k--) bytes[random(Math.min(bytes.length, head))] = random(256)
    try {
      onnxModel(binaryInMemory(bytes, 'model.onnx'), readBudget)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      refused++
    }
  }
  expect(refused).toBeGreaterThan(500)
})
