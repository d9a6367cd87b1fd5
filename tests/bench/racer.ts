import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import readline from 'node:readline'
import type { Contender } from './contenders'
import { withOthersShare } from './othersShare'

export interface TurnOptions {
  readonly seconds: number
  readonly allowedShare: number
  readonly patienceSeconds: number
}

export interface Turn {
  /** Images a second. */
  readonly rate: number
  /** Part of the machine's processor time that went to others; `undefined` where the system does not tell. */
  readonly othersShare: number | undefined
}

/** How much of what a contender says on stderr is kept for the case that it fails. */
const keptCharacters = 4000

/** A contender as a running process that waits for its turn. */
export class Racer {
  readonly contender: Contender
  /** From the start of the process to the end of its first step. */
  readonly firstStepMs: number
  private readonly child: ChildProcess
  private readonly lines: AsyncIterator<string>

  private constructor(contender: Contender, child: ChildProcess, lines: AsyncIterator<string>, firstStepMs: number) {
    this.contender = contender
    this.child = child
    this.lines = lines
    this.firstStepMs = firstStepMs
  }

  /** Starts it and waits until it is warm. Rejects with the end of its stderr if it does not get there. */
  static async start(contender: Contender): Promise<Racer> {
    const began = performance.now()
    const { command, args, env } = contender
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', ...env },
    })
    const spawned = once(child, 'spawn')
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-keptCharacters)
    })
    await spawned
    const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    let firstStepMs = 0
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${contender.side} (${contender.setting}) ended before it was ready:\n${said.trim()}`)
      if (value === 'first') firstStepMs = performance.now() - began
      if (value === 'ready') return new Racer(contender, child, lines, firstStepMs)
    }
  }

  /**
   * Lets it train so long. Where others took more than `allowedShare` of the machine meanwhile, the turn is taken again until
   * `patienceSeconds` are over; the least disturbed one counts.
   */
  async turn({ seconds, allowedShare, patienceSeconds }: TurnOptions): Promise<Turn> {
    const end = performance.now() + patienceSeconds * 1000
    let best: Turn | undefined
    do {
      const { result, othersShare } = await withOthersShare(this.child.pid as number, () => this.run(seconds))
      const turn = { rate: result, othersShare }
      if (othersShare === undefined || othersShare <= allowedShare) return turn
      if (!best || othersShare < (best.othersShare ?? 1)) best = turn
    } while (performance.now() < end)
    return best
  }

  private async run(seconds: number): Promise<number> {
    this.child.stdin?.write(`${seconds}\n`)
    const { value, done } = await this.lines.next()
    const rate = Number(value)
    if (done || !Number.isFinite(rate))
      throw new Error(`${this.contender.side} (${this.contender.setting}) answered ${value}`)
    return rate
  }

  /** The most memory that it held so far, in bytes; `undefined` where the system does not tell (only Linux does). */
  async peakBytes(): Promise<number | undefined> {
    if (process.platform !== 'linux') return undefined
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8')
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  }

  /** Closes its stdin, upon which it ends. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.stdin?.end()
    await ended
  }
}
