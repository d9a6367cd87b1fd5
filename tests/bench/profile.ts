import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { savedModelBytes } from '../../main/engine/savedModel'
import { inferNetwork } from '../../shared/model/infer'
import { compileTraining } from '../../shared/training/compileTraining'
import { writePictures } from './pictures'
import { rivalPython } from './rivals/environment'
import { type SubjectName, subjectOf, subjects } from './subject'

const usage = `npm run bench -- profile [options]   where the time of a training step goes, op by op, as TensorFlow itself tells it
  --network NAME     ${Object.keys(subjects).join(' or ')} (deep-digits)
  --precision WHICH  float32 or bfloat16 (float32)
`

/**
 * Opens the very graph that our session opens in TensorFlow's Python session, which can be asked for a full trace (tfjs-node
 * cannot), one op at a time, so that the times add up to the step.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      network: { type: 'string', default: 'deep-digits' },
      precision: { type: 'string', default: 'float32' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const { network: spec, classes, source, configuration } = subjectOf(values.network)
  const network = inferNetwork(spec)
  const precision = values.precision === 'bfloat16' ? 'bfloat16' : 'float32'
  const program = compileTraining({
    network,
    classes,
    normalization: { kind: '0-1' },
    configuration: { ...configuration, precision },
  })
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-profile-'))
  try {
    writeFileSync(path.join(folder, 'saved_model.pb'), savedModelBytes(program))
    await writePictures(folder, values.network as SubjectName, source)
    const knobs = program.knobs.map(({ initial }) => initial).join()
    const macs = [...network.layers.values()].reduce((sum, layer) => sum + layer.macs, 0)
    const words = [folder, values.network, String(configuration.batchSize), String(macs), knobs]
    const { status } = spawnSync(rivalPython(), [path.resolve('tests/bench/rivals/profile_ops.py'), ...words], {
      stdio: ['ignore', 'inherit', 'ignore'],
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
    })
    if (status !== 0) throw new Error(`the profiler ended with ${status}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
