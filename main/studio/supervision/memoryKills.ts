import { readFileSync } from 'node:fs'

/** How often the kernel ended a process for want of memory: on this machine since its start, or in our group. 0 where it does not say. */
export function memoryKills(): number {
  return count('/proc/vmstat') + count('/sys/fs/cgroup/memory.events')
}

function count(file: string): number {
  if (process.platform !== 'linux') return 0
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
  } catch {
    // Not every kernel and container has the file; without it a SIGKILL counts as sent by somebody.
    return 0
  }
}
