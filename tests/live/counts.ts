import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { inferNetwork } from '../../shared/model/infer'
import { summarizeNetwork } from '../../shared/model/summary'
import { zooNetwork } from '../../shared/zoo'
import { type Library, withPython } from './environment'

interface Counts {
  readonly trainable: number
  readonly nonTrainable: number
  readonly macs: number
}

function theirs(library: Library): Record<string, Counts> {
  return withPython(library, (python) => {
    const script = path.join(process.env.LAYERLOOM_LIVE_SCRIPTS ?? '', `${library}_counts.py`)
    const { status, stdout } = spawnSync(python, [script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    if (status !== 0) throw new Error(`${script} ended with ${status}`)
    return JSON.parse(stdout) as Record<string, Counts>
  })
}

function ours(name: string): Counts {
  const { build, published } = zooNetwork(name)
  const network = build(published)
  const { parameters, macs } = summarizeNetwork(network, inferNetwork(network))
  return { trainable: parameters.trainable, nonTrainable: parameters.total - parameters.trainable, macs }
}

/** Parameters, running statistics and multiply-adds of the zoo next to those of the libraries' own networks; whether all are equal. */
export function compareCounts(libraries: readonly Library[]): boolean {
  let isEqual = true
  for (const library of libraries)
    for (const [name, counts] of Object.entries(theirs(library))) {
      const found = ours(name)
      const different = (['trainable', 'nonTrainable', 'macs'] as const).filter((what) => found[what] !== counts[what])
      const told = different.map((what) => `${what} ${found[what]}, theirs ${counts[what]}`).join('; ')
      process.stdout.write(
        `${library} ${name}: ${different.length === 0 ? `equal (${counts.trainable}, ${counts.nonTrainable}, ${counts.macs})` : `DIFFERENT: ${told}`}\n`,
      )
      isEqual &&= different.length === 0
    }
  process.stdout.write(isEqual ? 'all counts are equal\n' : 'not all counts are equal\n')
  return isEqual
}
