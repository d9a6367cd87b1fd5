import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { jsonLines, start, terminal } from '../terminal/terminalProgram'
import { killFamily } from './childProcesses'

/** Runs that are defined: one killed before its `job.json` is none. */
function begunRuns(project: string): string[] {
  const folder = path.join(project, 'runs')
  return existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'job.json'))) : []
}

/** The only run of a project. */
export function onlyRun(project: string): string {
  const runs = begunRuns(project)
  if (runs.length !== 1) throw new Error(`${runs.length} runs in ${project}: ${runs}`)
  return path.join(project, 'runs', runs[0] as string)
}

/** Names and hashes of weights and optimizer slots of a run's newest checkpoint, and its step. */
export function newestWeights(run: string): { step: number; files: Record<string, string> } {
  const folder = path.join(run, 'checkpoints')
  const steps = readdirSync(folder).filter((name) => /^\d+(~\d+)?$/.test(name))
  const newest = steps.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).at(-1) as string
  const files = readdirSync(path.join(folder, newest)).filter((name) => name.endsWith('.safetensors'))
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, newest, name)))
      .digest('hex')
  return { step: Number.parseInt(newest, 10), files: Object.fromEntries(files.map((name) => [name, hash(name)])) }
}

export interface KilledRun {
  /** SIGKILLs that hit a process that was still at work. */
  readonly kills: number
  /** Last lines of the process that came to the end. */
  readonly done: Record<string, unknown>
  /** Steps after which it was killed, where it had told one. */
  readonly at: readonly number[]
}

/**
 * Trains a project and kills it, terminal and job together, with SIGKILL again and again at random moments, each time going on with
 * `--resume last`, until `kills` have hit; then lets it come to its end.
 */
export async function trainUnderKills(project: string, kills: number, random: () => number): Promise<KilledRun> {
  let hit = 0
  const at: number[] = []
  for (let attempt = 0; attempt < 20 * kills + 20; attempt++) {
    // A kill may come before the run has begun.
    const hasRun = begunRuns(project).length > 0
    const words = ['train', project, '--json', ...(hasRun ? ['--resume', 'last'] : [])]
    if (hit >= kills) {
      const { status, stdout, stderr } = await terminal(words)
      const done = jsonLines(stdout).at(-1)
      if (status !== 0 || done?.event !== 'done')
        throw new Error(`resuming ended with ${status}: ${stderr}\n${stdout.slice(-500)}`)
      return { kills: hit, done, at }
    }
    const outcome = await killOnce(words, random)
    if (outcome.ended) throw new Error(`the run ended after ${hit} kills: make it longer\n${outcome.stderr}`)
    hit++
    if (outcome.step !== undefined) at.push(outcome.step)
  }
  throw new Error('the run does not come to its end')
}

/** Starts it, waits for its first sign of life and a random while more, and kills it and its job. */
async function killOnce(words: readonly string[], random: () => number) {
  const child = start(words)
  let step: number | undefined
  let stderr = ''
  let text = ''
  child.stderr?.on('data', (part) => {
    stderr += part
  })
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  const firstStep = new Promise<void>((resolve) => {
    child.stdout?.on('data', (part) => {
      text += part
      for (const line of jsonLines(text)) if (line.event === 'step') step = line.step as number
      text = text.slice(text.lastIndexOf('\n') + 1)
      if (step !== undefined) resolve()
    })
  })
  // One in five is killed before its first step: while it reads data, loads TensorFlow, restores.
  const early = random() < 0.2
  await Promise.race([closed, early ? sleep(random() * 900) : firstStep.then(() => sleep(random() * 450))])
  const ended = child.exitCode !== null
  if (!ended) killFamily(child.pid as number)
  await closed
  return { ended, step, stderr }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
