import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readModel } from '../../main/formats/readModel'
import { projectOf } from '../../main/jobs/import/projectOf'
import { Problem } from '../../shared/problem'
import { noReference, shared } from '../reference'
import { startImportJob } from './importJob'
import { isWhole } from './isWhole'

/** The stable code by which each file is refused; `loads`: it is the control, or does no harm. */
const verdicts: Readonly<Record<string, string>> = {
  'hdf5/ok.h5': 'loads',
  'hdf5/external-link.h5': 'h5-link',
  'hdf5/external-link-absolute.h5': 'h5-link',
  'hdf5/external-raw.h5': 'h5-external',
  'hdf5/external-raw-relative.h5': 'h5-external',
  'hdf5/virtual-dataset.h5': 'h5-virtual',
  'hdf5/soft-link-loop.h5': 'h5-link',
  'hdf5/soft-link-dangling.h5': 'h5-link',
  'hdf5/hard-link-loop.h5': 'h5-loop',
  'hdf5/huge-shape.h5': 'h5-shape',
  'hdf5/chunk-bomb.h5': 'keras-weight-shape',
  'hdf5/wrong-shape.h5': 'keras-weight-shape',
  'hdf5/string-weights.h5': 'h5-type',
  'hdf5/reference-weights.h5': 'h5-type',
  'hdf5/weight-name-path.h5': 'keras-weight-name',
  'hdf5/lambda-layer.h5': 'keras-lambda',
  'hdf5/config-deep.h5': 'keras-json',
  'hdf5/truncated.h5': 'h5-truncated',
  'hdf5/signature-only.h5': 'h5-header',
  'hdf5/bit-flips.h5': 'h5-truncated',
  'hdf5/png-named.h5': 'h5-signature',
  'pickle/state-dict-pickle.h5': 'model-pickle',
  'pickle/calls-print.pkl': 'model-pickle',
  'pickle/calls-print.h5': 'model-pickle',
  'pickle/calls-print.pt': 'model-pickle',
  'pickle/torch-zip-named.h5': 'model-pickle',
  'pickle/torch-zip-named.keras': 'model-pickle',
  'pickle/object-array.npy': 'model-numpy',
  'pickle/object-array.npz': 'model-numpy',
  'tfjs/ok/model.json': 'loads',
  'tfjs/dotdot/model.json': 'tfjs-path',
  'tfjs/absolute/model.json': 'tfjs-path',
  'tfjs/backslash/model.json': 'tfjs-path',
  'tfjs/encoded/model.json': 'tfjs-path',
  'tfjs/file-url/model.json': 'tfjs-path',
  'tfjs/http-url/model.json': 'tfjs-path',
  'tfjs/data-url/model.json': 'tfjs-path',
  'tfjs/nul/model.json': 'tfjs-path',
  'tfjs/missing/model.json': 'tfjs-shard',
  'tfjs/device/model.json': 'tfjs-path',
  'tfjs/windows/model.json': 'tfjs-path',
  'tfjs/unc/model.json': 'tfjs-path',
  'tfjs/short-shard/model.json': 'tfjs-shard',
  'tfjs/long-shard/model.json': 'tfjs-shard',
  'tfjs/huge-shape/model.json': 'tfjs-budget',
  'tfjs/bad-dtype/model.json': 'tfjs-dtype',
  'tfjs/bad-quantization/model.json': 'tfjs-quantization',
  'tfjs/unknown-layer/model.json': 'keras-unknown-layer',
  'tfjs/proto/model.json': 'keras-config',
  'tfjs/not-json/model.json': 'keras-json',
  'tfjs/graph-model/model.json': 'tfjs-graph-model',
  'keras/ok.keras': 'loads',
  'keras/lambda.keras': 'keras-lambda',
  'keras/module-builtins.keras': 'keras-module',
  'keras/module-os.keras': 'keras-module',
  'keras/weights-external-link.keras': 'h5-link',
  'keras/zip-slip.keras': 'zip-path',
  'keras/zip-symlink.keras': 'zip-link',
  'keras/zip-duplicate.keras': 'zip-duplicate',
  'keras/no-config.keras': 'keras-member',
  'keras/truncated.keras': 'zip-truncated',
  'keras/zip-bomb-600MiB.keras': 'zip-ratio',
  'keras/lying-size.keras': 'zip-size',
}
/** Of formats whose own tests hold their codes: here only that they are refused, or load. */
const elsewhere = /^(safetensors|onnx)\//
/** With LAYERLOOM_FORMATS=full each file gets a process; otherwise the controls and those that want memory or time. */

const greedy = /\/ok|bomb|huge|deep|lying|overflow|100GB|past-end|loop|device/
/** What a model.json has beside it. */
const part = /\.bin$/

const folder = shared && path.join(shared, 'data/hostile-models')
const listed = folder
  ? readFileSync(path.join(folder, 'MANIFEST.tsv'), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t')[0] as string)
      .filter((name) => name !== '' && !part.test(name))
  : []

describe.skipIf(!folder)(`hostile model files${folder ? '' : ` (${noReference})`}`, () => {
  const place = (name: string) => path.join(folder as string, name)

  test('every file of the manifest has its verdict', () => {
    expect(listed.filter((name) => !elsewhere.test(name)).sort()).toEqual(Object.keys(verdicts).sort())
  })

  test.each(Object.entries(verdicts))('%s: %s', async (name, verdict) => {
    const found = await outcome(place(name))
    if (found instanceof Problem) {
      expect(found.details.code).toBe(verdict)
      // Nothing of a stranger's text may steer a terminal.
      expect(found.message).toMatch(/^[^\p{Cc}\p{Cf}]*$/u)
    } else expect(found).toBe(verdict)
    expect('polluted' in {}).toBe(false)
  })
})

/** `loads` where all weights could be read too. */
async function outcome(file: string): Promise<Problem | string> {
  try {
    const { model } = await readModel(file)
    projectOf(model, { file })
    for (const name of model.weights.shapes.keys()) await model.weights.read(name)
    return 'loads'
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

describe.skipIf(!folder || process.platform !== 'linux')('in a job process', () => {
  let out: string
  beforeAll(() => {
    out = mkdtempSync(path.join(tmpdir(), 'layerloom-hostile-'))
  })
  afterAll(() => rmSync(out, { recursive: true, force: true }))

  test('each is loaded or refused in 5 s and 300 MB, by a code that is no bug', { timeout: 600_000 }, async () => {
    const wrong: string[] = []
    const controls: string[] = []
    let [slowest, largest] = [0, 0]
    for (const [k, name] of (isWhole ? listed : listed.filter((one) => greedy.test(one))).entries()) {
      const { code, seconds, megabytes } = await importInProcess(
        path.join(folder as string, name),
        path.join(out, String(k)),
      )
      slowest = Math.max(slowest, seconds)
      largest = Math.max(largest, megabytes)
      if (code === 'loads') controls.push(name)
      const isWrong = code === 'bug' || code === 'lost' || seconds > 5 || megabytes > 300
      const expected = verdicts[name]
      if (isWrong || (expected !== undefined && expected !== code))
        wrong.push(`${name}: ${code} after ${seconds.toFixed(1)} s with ${megabytes.toFixed(0)} MB`)
    }
    expect(wrong).toEqual([])
    expect(controls).toEqual(
      expect.arrayContaining(['hdf5/ok.h5', 'tfjs/ok/model.json', 'keras/ok.keras', 'onnx/ok.onnx']),
    )
    expect(slowest).toBeGreaterThan(0)
    expect(largest).toBeGreaterThan(20)
    if (isWhole) console.log(`slowest ${slowest.toFixed(2)} s of processor time, largest ${largest.toFixed(0)} MB`)
  })
})

/** Runs the import job on a file, and looks at what it took. */
async function importInProcess(file: string, out: string) {
  let [seconds, megabytes] = [0, 0]
  const { ended } = startImportJob(file, out, {
    onEnd({ pid = 0 }) {
      megabytes = peakMegabytes(pid)
      seconds = processorSeconds(pid)
    },
  })
  return { code: await ended, seconds, megabytes }
}

/** User and system time of a process: other work on the machine is not counted. In ticks of 1/100 s on Linux. */
function processorSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

/** Of a process that is about to exit; it may be gone already. */
function peakMegabytes(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
