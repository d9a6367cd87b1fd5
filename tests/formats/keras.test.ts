import { readFileSync } from 'node:fs'

import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readModel } from '../../main/formats/readModel'
import { softmaxRows } from '../../main/jobs/export/softmaxRows'
import { projectOf } from '../../main/jobs/import/projectOf'
import { openInference } from '../../main/jobs/openInference'

const goldens = path.join(__dirname, 'goldens')
interface Golden {
  readonly input: readonly number[]
  readonly divided: number
  readonly outputs: string
}
const { files } = JSON.parse(readFileSync(path.join(goldens, 'expected.json'), 'utf8')) as {
  files: Record<string, Golden>
}

/** The pictures of goldens/make.py. */
function pixels({ input, divided }: Golden): Float32Array {
  const count = input.reduce((a, b) => a * b, 1)
  return Float32Array.from({ length: 4 * count }, (_, k) => Math.fround(((k * 37) % 251) / divided))
}

const floats = (base64: string): Float32Array => {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
  return new Float32Array(bytes.buffer)
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.length === b.length
    ? a.reduce((most, value, k) => Math.max(most, Math.abs(value - (b[k] as number))), 0)
    : Number.NaN

describe("files that Keras wrote give Keras' outputs", () => {
  test.each(Object.entries(files))('%s', async (name, golden) => {
    const { model } = await readModel(path.join(goldens, name))
    const { network, classes } = projectOf(model, { file: name })
    const scaling = model.preprocessing?.isInside ? model.preprocessing : undefined
    const session = await openInference({ network, weights: model.weights, classes: classes.length, scaling })
    try {
      const logits = session.logits(pixels(golden))
      const outputs = model.outputKind === 'probabilities' ? softmaxRows(logits, classes.length) : logits
      expect(largestDifference(outputs, floats(golden.outputs))).toBeLessThan(2e-5)
    } finally {
      session.close()
    }
  })

  test('what was left aside is said, and names with blanks become ids', async () => {
    const { format, model } = await readModel(path.join(goldens, 'functional.keras'))
    expect(format).toBe('keras')
    expect(model.notUnderstood.map(({ code }) => code)).toEqual(['keras-left-out'])
    const ids = model.network?.layers.map(({ id }) => id) ?? []
    expect(ids).toEqual(expect.arrayContaining(['the_picture', 'my_conv_1', 'a_block.squeeze', 'tower.sep']))
    expect(model.preprocessing).toMatchObject({ scale: [1 / 127.5], offset: [-1], isInside: true })
  })
})
