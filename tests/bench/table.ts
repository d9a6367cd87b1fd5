import type { RaceResult } from './race'

/** A race's result for people: a line a contender. */
export function table({ network, precision, standings, failures }: RaceResult): string {
  const rows = standings.map(({ side, setting, median, best, ratio, firstStepMs, peakBytes }) => [
    `${side} (${setting})`,
    median.toFixed(0),
    best.toFixed(0),
    ratio.toFixed(2),
    (firstStepMs / 1000).toFixed(1),
    peakBytes === undefined ? '?' : (peakBytes / 1e6).toFixed(0),
  ])
  const head = [`${network}, ${precision}`, 'images/s', 'best', 'ours / it', 'first step s', 'peak MB']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] as string).length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
      )
      .join('  ')
  const shares = standings.flatMap(({ turns }) => turns.map(({ othersShare = 0 }) => othersShare))
  const disturbance = `others took at most ${(Math.max(...shares) * 100).toFixed(1)} % of the processors in a turn that counts`
  return [
    line(head),
    ...rows.map(line),
    disturbance,
    ...Object.keys(failures).map((name) => `did not run: ${name}`),
  ].join('\n')
}
