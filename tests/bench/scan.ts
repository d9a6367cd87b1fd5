import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { bundledStudio, timedCancel, timedScan } from '../scan/timedScan'

const usage = `npm run bench -- scan FOLDER [options]   what a person notices of a scan of many files
  FOLDER           picture files in class folders (node tests/data/make.mjs jpegs FOLDER: 100,000 small ones)
  --rescans N      how often it is scanned again; the slowest counts (3)
  --out FILE       where the result goes as JSON (test-output/bench/scan.json)
`

/** First counts, a whole scan with an empty cache, rescans, and stops while it lists and while it reads. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rescans: { type: 'string', default: '3' },
      out: { type: 'string', default: 'test-output/bench/scan.json' },
      help: { type: 'boolean', default: false },
    },
  })
  const [folder] = positionals
  if (values.help || folder === undefined) return void process.stdout.write(usage)
  const source = path.resolve(folder)
  const cache = mkdtempSync(path.join(tmpdir(), 'layerloom-scan-'))
  process.env.LAYERLOOM_CACHE = cache
  try {
    const studio = bundledStudio(process.cwd())
    const first = await timedScan(studio, source)
    const rescans = []
    for (let k = 0; k < Number(values.rescans); k++) rescans.push(await timedScan(studio, source))
    const stopWhileListing = await timedCancel(studio, source, 'listing')
    const stopWhileReading = await timedCancel(studio, source, 'reading')
    const { images, nearDuplicates } = first.result.report
    const all = [first, ...rescans]
    const figures = {
      files: first.result.report.files,
      images,
      nearDuplicateGroups: nearDuplicates.length,
      firstCountsMs: Math.max(...all.map(({ firstCountsMs }) => firstCountsMs)),
      scanSeconds: first.seconds,
      filesPerSecond: first.result.report.files / first.seconds,
      growthMb: first.growthMb ?? null,
      peakMb: first.peakMb ?? null,
      rescanSeconds: Math.max(...rescans.map(({ seconds }) => seconds)),
      rescanPeakMb: Math.max(...rescans.map(({ peakMb }) => peakMb ?? 0)),
      stopWhileListingMs: stopWhileListing,
      stopWhileReadingMs: stopWhileReading,
      load: loadavg()[0],
    }
    mkdirSync(path.dirname(values.out), { recursive: true })
    writeFileSync(values.out, `${JSON.stringify(figures, null, 2)}\n`)
    for (const [what, figure] of Object.entries(figures))
      process.stdout.write(`${what}: ${typeof figure === 'number' ? Number(figure.toFixed(2)) : figure}\n`)
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
