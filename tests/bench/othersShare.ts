import { readFile } from 'node:fs/promises'

/** Processor time since the machine started, in ticks: all there was, the part that was used, and what one process used of it. */
interface Ticks {
  readonly all: number
  readonly used: number
  readonly own: number
}

/**
 * Which part of the whole machine's processor time others than `pid` used while `work` ran, 0 to 1: what a figure measured
 * meanwhile has to be distrusted by. `undefined` where the system does not tell (only Linux does).
 */
export async function withOthersShare<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ result: T; othersShare: number | undefined }> {
  const before = await ticks(pid)
  const result = await work()
  const after = await ticks(pid)
  if (!before || !after) return { result, othersShare: undefined }
  const others = after.used - before.used - (after.own - before.own)
  return { result, othersShare: Math.max(0, others / (after.all - before.all)) }
}

async function ticks(pid: number): Promise<Ticks | undefined> {
  if (process.platform !== 'linux') return undefined
  const [machine, own] = await Promise.all([readFile('/proc/stat', 'utf8'), readFile(`/proc/${pid}/stat`, 'utf8')])
  // cpu user nice system idle iowait irq softirq steal ...; steal is what other virtual machines took.
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = numbers(
    machine.slice('cpu'.length, machine.indexOf('\n')),
  )
  const used = user + nice + system + irq + softirq + steal
  // After the name in brackets, which may hold blanks: state, then fields 4 to 52; utime and stime are 14 and 15.
  const fields = own
    .slice(own.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  return { all: used + idle + wait, used, own: (fields[11] ?? 0) + (fields[12] ?? 0) }
}

const numbers = (text: string) => text.trim().split(/\s+/).map(Number)
