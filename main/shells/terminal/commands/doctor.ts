import { arch, platform, release } from 'node:os'
import type { Command } from 'commander'
import { cacheSizes } from '../../../studio/diagnosis/cacheSizes'
import { chooseEngine } from '../../../studio/engine/chooseEngine'
import type { DeviceWish } from '../../../studio/engine/deviceWish'
import { runJob } from '../../../studio/studio'
import { layerloomVersion } from '../../../studio/version'
import { device } from '../arguments'
import { bytes, loss, table } from '../format'
import { type CommonOptions, command, printProblem, problemOf, run } from '../output'
import { terminalStudio } from '../theStudio'

interface DoctorOptions extends CommonOptions {
  readonly device: DeviceWish
}

/** `doctor` */
export const doctorCommand = (): Command =>
  command('doctor')
    .description('what Layerloom runs on, and whether it works: trains three steps')
    .option('--device <device>', 'auto, cpu or gpu:N', device, 'auto')
    .action((options: DoctorOptions) =>
      run(options, async (output) => {
        const studio = terminalStudio()
        const here = {
          layerloom: layerloomVersion,
          node: process.versions.node,
          system: `${platform()} ${arch()} ${release()}`,
          engines: { cpu: studio.engines.cpu ?? null, cuda: studio.engines.cuda ?? null },
          nvidiaDriver: studio.hasDriver,
          caches: await cacheSizes(process.env.LAYERLOOM_CACHE),
        }
        try {
          const choice = chooseEngine({ wish: options.device, folders: studio.engines, hasDriver: studio.hasDriver })
          const { engine, gpuRequired } = choice
          const {
            task: _task,
            node: _node,
            ...test
          } = await runJob(studio, { task: 'self-test', engine, gpuRequired }, choice, {
            onEvent: (event) => {
              if (event.event === 'warning') printProblem(output, 'warning', event.problem)
            },
            ...(output.isDebug && { onText: output.say }),
          })
          const { losses, seconds, ...engineFacts } = test
          const answer = {
            ...here,
            engine: { ...engineFacts, folder: choice.folder, oneDnn: engine.oneDnn },
            selfTest: { passed: true, losses, seconds },
          }
          output.answer(answer, describe(answer))
        } catch (error) {
          const problem = problemOf(error)
          output.answer({ ...here, engine: null, selfTest: { passed: false, problem } }, describe(here))
          printProblem(output, 'error', problem)
          if (output.isDebug && error instanceof Error) output.say(error.stack ?? error.message)
          process.exitCode = 1
        }
      }),
    )

interface Facts {
  readonly layerloom: string
  readonly node: string
  readonly system: string
  readonly engines: { readonly cpu: string | null; readonly cuda: string | null }
  readonly nvidiaDriver: boolean
  readonly caches: readonly { readonly path: string; readonly bytes: number }[]
  readonly engine?: {
    tensorflow: string
    tfjs: string
    device: string
    threads: number
    folder: string
    oneDnn: boolean
  }
  readonly selfTest?: { losses: readonly number[]; seconds: { load: number; open: number; steps: number } }
}

function describe({ layerloom, node, system, engines, nvidiaDriver, caches, engine, selfTest }: Facts): string {
  const rows: string[][] = [
    ['Layerloom', layerloom],
    ['Node', node],
    ['system', system],
    ['NVIDIA driver', nvidiaDriver ? 'found' : 'none'],
    ['engine (CPU)', engines.cpu ?? 'not set up'],
    ['engine (CUDA)', engines.cuda ?? 'not set up'],
  ]
  if (engine)
    rows.push(
      ['TensorFlow', `${engine.tensorflow}, through tfjs-node ${engine.tfjs}`],
      ['device', engine.device],
      ['threads', `${engine.threads}, oneDNN ${engine.oneDnn ? 'on' : 'off'}`],
    )
  for (const cache of caches) rows.push(['cache', `${cache.path} (${bytes(cache.bytes)})`])
  if (selfTest) {
    const { load, open, steps } = selfTest.seconds
    rows.push([
      'self-test',
      `three steps trained, loss ${selfTest.losses.map(loss).join(', ')} (load ${load.toFixed(2)} s, open ${open.toFixed(2)} s, steps ${steps.toFixed(2)} s)`,
    ])
  }
  return table(rows.map(([what, value]) => [`${what}:`, value as string]))
}
