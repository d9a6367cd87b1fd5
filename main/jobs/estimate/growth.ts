/** Memory of this process that is resident, in bytes: now, and the most that it ever was. */
interface Resident {
  readonly now: number
  readonly most: number
}

function resident(): Resident {
  const now = process.memoryUsage.rss()
  // In kilobytes.
  return { now, most: Math.max(now, process.resourceUsage().maxRSS * 1024) }
}

/** Watches by how much the process grows from now on. */
export function watchGrowth(): { bytes(): number | undefined; most(): number } {
  const before = resident()
  return {
    /** `undefined`: at its largest it was no larger than it had been before, so nothing is known. */
    bytes() {
      const { most } = resident()
      return most > before.most ? most - before.now : undefined
    },
    most: () => resident().most,
  }
}
