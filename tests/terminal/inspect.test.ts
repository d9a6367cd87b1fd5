import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSmallProject } from './smallProject'
import { type Ran, terminal } from './terminalProgram'

const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-inspect-'))
const project = path.join(folder, 'project')
beforeAll(() => writeSmallProject(project, { training: { batchSize: 7 } }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// Nothing of this needs TensorFlow.
const inspect = (...words: string[]) =>
  terminal(['inspect', ...words], { env: { LAYERLOOM_ENGINE: '', LAYERLOOM_ENGINE_CPU: '' } })
const answer = (ran: Ran) => {
  expect(ran.status, ran.stderr).toBe(0)
  return JSON.parse(ran.stdout) as Record<string, unknown>
}

describe('inspect', () => {
  test('a network of the zoo, as JSON', async () => {
    const found = answer(await inspect('zoo:resnet-18', '--json'))
    expect(found).toMatchObject({
      network: 'resnet-18',
      inputShape: [224, 224, 3],
      outputShape: [1000],
      parameters: { total: 11_699_112, trainable: 11_689_512, frozen: 0, nonTrainable: 9_600 },
      macs: 1_814_073_344,
      batchSize: 32,
      seesWholePicture: 'layer4.0.conv2',
      trainingMemory: { peakBytes: expect.any(Number) },
    })
    const layers = found.layers as Record<string, unknown>[]
    expect(layers.find(({ id }) => id === 'layer4.1.add')).toMatchObject({
      type: 'add',
      outputShape: [7, 7, 512],
      parameters: 0,
      macs: 0,
      receptiveField: { size: 435, jump: 32 },
    })
    expect((found.blocks as Record<string, unknown>[]).slice(0, 2)).toMatchObject([
      { id: 'layer1', block: 'residual', parameters: 148_480 },
      { id: 'layer1.0', parent: 'layer1' },
    ])
  })

  test('for people: sums, blocks, layers', async () => {
    const { stdout } = await inspect('zoo:resnet-18', '--input', '32x32x3', '--classes', '10', '--stem', 'small')
    expect(stdout).toMatch(/^resnet-18: 32x32x3 -> 10\n11,183,562 parameters, 11,173,962 of them trainable/)
    expect(stdout).toMatch(/^layer3 +residual +\d+ +8x8x256/m)
    expect(stdout).toMatch(/^layer3\.0\.downsample\.0 +conv2d +8x8x256/m)
  })

  test('a project, at its own batch size', async () => {
    expect(answer(await inspect(project, '--json'))).toMatchObject({ batchSize: 7 })
    expect(answer(await inspect(project, '--json', '--batch-size', '3'))).toMatchObject({ batchSize: 3 })
  })

  test('a block that contains itself: which, through what, and where it stands', async () => {
    const inner = (block: string) => ({ layers: [{ id: 'x', type: 'block', block, inputs: ['in'] }], output: 'x' })
    const where = writeSmallProject(path.join(folder, 'loop'), {
      network: {
        layers: [
          { id: 'input', type: 'input', config: { shape: [12, 12, 1] } },
          { id: 'b', type: 'block', block: 'one', inputs: ['input'] },
          { id: 'flat', type: 'flatten', inputs: ['b'] },
          { id: 'fc', type: 'dense', inputs: ['flat'], config: { units: 4 } },
        ],
        blocks: { one: inner('two'), two: inner('one') },
      },
    })
    const ran = await inspect(where)
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain('error: b.x.x: block "one" contains itself: one -> two -> one')
    expect(ran.stderr).toContain('take it out of one of these blocks')
    expect(ran.stderr).toContain(
      `at ${path.join(where, 'project.json')}, network.layers[1], blocks.one.layers[0], blocks.two.layers[0]`,
    )
    const { problems } = JSON.parse((await inspect(where, '--json')).stdout) as { problems: object[] }
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ code: 'block-loop', layer: 'b.x.x' })
  })

  test('two networks compared', async () => {
    const found = answer(await inspect('--compare', 'zoo:resnet-50', 'zoo:resnet-50@v1', '--json'))
    expect(found).toMatchObject({
      networks: ['resnet-50', 'resnet-50@v1'],
      macs: { difference: -231_211_008 },
      counts: { added: 0 },
    })
    const { stdout } = await inspect('--compare', 'zoo:vgg-11', 'zoo:vgg-11-bn')
    expect(stdout).toContain('8 only in vgg-11-bn')
    expect(stdout).toMatch(/^\+ {2}bn1_1 +batch-norm/m)
  })

  test.each(['kernels', 'bottleneck', 'pooling'])('the lesson %s', async (name) => {
    const [json, people] = [answer(await inspect('--lesson', name, '--json')), await inspect('--lesson', name)]
    expect(json).toMatchObject({ name })
    expect(people.stdout).toContain('->')
  })

  test.each([
    [['zoo:resnet50'], 1, 'did you mean "resnet-50"?'],
    [['resnet-50'], 1, "the zoo's network is called zoo:resnet-50"],
    [['zoo:alexnet', '--input', '40x40x3'], 1, 'pool5: window 3x3 does not fit its 1x1 input'],
    [['zoo:alexnet', '--input', '40x40x3'], 1, 'use pictures of at least 63x63'],
    [['zoo:vgg-11', '--width', '2'], 1, 'vgg-11 has no width to choose'],
    [['zoo:vgg-11', '--classes', '0'], 2, 'whole number from 1 on'],
    [['zoo:vgg-11', '--classes', '-3'], 2, 'whole number from 1 on'],
    [['--lesson', 'pool'], 1, 'the lessons are kernels, bottleneck, pooling'],
    [['--compare', 'zoo:vgg-11'], 2, "'--compare' takes two networks"],
    [['zoo:vgg-11', 'zoo:vgg-13'], 2, "compare two with '--compare'"],
    [[], 2, "missing argument 'network'"],
  ])('%j is refused', async (words, status, message) => {
    const ran = await inspect(...words)
    expect(ran.status).toBe(status)
    expect(ran.stderr).toContain(message)
  })
})
