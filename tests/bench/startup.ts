import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import readline from 'node:readline'
import { parseArgs } from 'node:util'
import { median } from './median'

const usage = `npm run bench -- startup [options]   how long a person waits, in seconds
  --times N    how often each is measured; the median counts (5)
  --cold       also a fresh clone with empty caches: fetches and builds everything once, some minutes and 1.5 GB
  --out FILE   where the result goes as JSON (test-output/bench/startup.json)
`

/**
 * Measured from the start of the process: the checks of a warm start (the terminal's version), the first answer of `serve`, the first step of a training of
 * examples/digits, and with --cold the same version from a fresh clone.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '5' },
      cold: { type: 'boolean', default: false },
      out: { type: 'string', default: 'test-output/bench/startup.json' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-startup-'))
  try {
    cpSync('examples/digits/project.json', path.join(folder, 'project.json'))
    const checks: number[] = []
    const serves: number[] = []
    const firstSteps: number[] = []
    for (let time = 0; time < Number(values.times); time++) {
      checks.push(await secondsUntil(start('.', ['--version']), () => true))
      serves.push(await secondsUntilServed(path.join(folder, 'workspace')))
      const training = start('.', ['train', folder, '--steps', '1', '--json'])
      firstSteps.push(await secondsUntil(training, (line) => line.includes('"event":"step"')))
    }
    const result = {
      warmChecks: median(checks),
      serveAnswers: median(serves),
      trainToFirstStep: median(firstSteps),
      ...(values.cold && { coldSetUp: await coldSetUp(folder) }),
    }
    mkdirSync(path.dirname(values.out), { recursive: true })
    writeFileSync(values.out, `${JSON.stringify({ ...result, checks, serves, firstSteps }, null, 2)}\n`)
    for (const [what, seconds] of Object.entries(result)) process.stdout.write(`${what}: ${seconds.toFixed(2)} s\n`)
    process.stdout.write(`${values.out}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** To the answer to the link that `serve` prints. */
async function secondsUntilServed(workspace: string): Promise<number> {
  const { began, child } = start('.', ['serve', '--json', '--workspace', workspace])
  const closed = new Promise((resolve) => child.once('close', resolve))
  let seconds: number | undefined
  if (child.stdout)
    for await (const line of readline.createInterface({ input: child.stdout })) {
      const { url } = JSON.parse(line) as { url: string }
      const { status } = await fetch(url, { redirect: 'manual' })
      if (status !== 303) throw new Error(`serve answered ${status}`)
      seconds = (performance.now() - began) / 1000
      child.kill()
    }
  await closed
  if (seconds === undefined) throw new Error('serve said nothing')
  return seconds
}

async function coldSetUp(folder: string): Promise<number> {
  const clone = path.join(folder, 'clone')
  await ended(spawn('git', ['clone', '--quiet', '.', clone], { stdio: ['ignore', 'ignore', 'inherit'] }))
  return await secondsUntil(start(clone, ['--version'], { XDG_CACHE_HOME: path.join(folder, 'cache') }), () => true)
}

interface Started {
  readonly began: number
  readonly child: ReturnType<typeof spawn>
}

/** `npm start -- words` in a checkout, without npm itself. */
function start(checkout: string, words: readonly string[], more: Record<string, string> = {}): Started {
  const { LAYERLOOM_ENGINE: _, ...env } = process.env
  const began = performance.now()
  const child = spawn(process.execPath, ['scripts/start.mjs', ...words], {
    cwd: checkout,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { began, child }
}

/** Seconds to the first line on stdout that is waited for. Ends with the process; rejects if that fails or says nothing of the kind. */
async function secondsUntil({ began, child }: Started, isIt: (line: string) => boolean): Promise<number> {
  let seconds: number | undefined
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
  })
  const end = ended(child)
  if (child.stdout)
    for await (const line of readline.createInterface({ input: child.stdout }))
      if (seconds === undefined && isIt(line)) seconds = (performance.now() - began) / 1000
  await end
  if (seconds === undefined) throw new Error(`nothing to measure; it said: ${said.trim()}`)
  return seconds
}

function ended(child: Started['child']): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`${child.spawnargs.join(' ')} ended with ${status}`)),
    )
  })
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
