import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { headers } from '../../scripts/engine/builds.mjs'
import { wheelFile } from './wheelFile'

/** How a start ended. */
export interface Outcome {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
}

/**
 * A checkout and a machine of its own for the set-up: the real scripts, copied into a folder with blanks and accents, and small stand-ins for
 * npm, python3 with pip, g++, the bundler and TensorFlow's wheels. Only the table of builds is another one.
 */
export class FakeMachine {
  readonly folder: string
  readonly root: string
  readonly cache: string
  private readonly bin: string

  constructor() {
    this.folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'layerloom set-up é ')))
    this.root = path.join(this.folder, 'my checkout')
    this.cache = path.join(this.folder, 'cache', 'layerloom')
    this.bin = path.join(this.folder, 'bin')
    mkdirSync(this.root)
    cpSync(path.resolve(__dirname, '../../scripts'), path.join(this.root, 'scripts'), { recursive: true })
    this.writeSources()
    this.writeWheels()
    this.writePrograms()
  }

  /** Runs `scripts/start.mjs` with words. */
  start(words: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return this.run([], words, env)
  }

  /** A start that is killed before its n-th step that changes the disk. */
  startKilledAt(n: number, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return this.run(['--import', path.join(__dirname, 'killAt.mjs')], [], { ...env, KILL_AT: String(n) })
  }

  /** A start that gets a signal as soon as it says something on stderr. */
  startKilledAtWord(word: string, env: NodeJS.ProcessEnv, signal: NodeJS.Signals): Promise<Outcome> {
    return this.run([], [], env, (stderr, child) => {
      if (stderr.includes(word)) child.kill(signal)
    })
  }

  /** A file system as the driver leaves it: its version, or only its library where there is none. */
  driverRoot(version: string | undefined): string {
    const root = path.join(this.folder, `driver ${version}`)
    if (version)
      this.write(
        path.join(root, 'proc/driver/nvidia/version'),
        `NVRM version: NVIDIA UNIX x86_64 Kernel Module  ${version}  Thu\n`,
      )
    else this.write(path.join(root, 'usr/lib64/libcuda.so.1'), '')
    return root
  }

  /** How often a stand-in was asked to work. */
  calls(program: 'npm' | 'pip' | 'g++' | 'bundler'): number {
    const log = path.join(this.folder, 'calls')
    if (!existsSync(log)) return 0
    return readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line === program).length
  }

  /** Back to a fresh clone on a machine that never ran it. */
  forget(): void {
    for (const made of [
      path.dirname(this.cache),
      path.join(this.root, 'node_modules'),
      path.join(this.root, 'out'),
      path.join(this.folder, 'calls'),
    ])
      rmSync(made, { recursive: true, force: true })
  }

  removeProgram(name: string): void {
    rmSync(path.join(this.bin, name))
  }

  writeProgram(name: string, script: string): void {
    const file = path.join(this.bin, name)
    writeFileSync(file, `#!/bin/sh\n${script}\n`)
    chmodSync(file, 0o755)
  }

  /** Everything below the cache and out/, to look for leftovers. */
  files(): string[] {
    return [this.cache, path.join(this.root, 'out')].flatMap((folder) =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file))
        : [],
    )
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Takes a file away for a while, such as a wheel from its index. */
  hide(file: string): void {
    renameSync(file, `${file}.hidden`)
  }

  show(file: string): void {
    renameSync(`${file}.hidden`, file)
  }

  private run(
    nodeOptions: readonly string[],
    words: readonly string[],
    env: NodeJS.ProcessEnv,
    onStderr: (stderr: string, child: ChildProcess) => void = () => undefined,
  ): Promise<Outcome> {
    const begin = performance.now()
    const args = [...nodeOptions, path.join(this.root, 'scripts/start.mjs'), ...words]
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: this.environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (text) => {
      stdout += text
    })
    child.stderr.on('data', (text) => {
      stderr += text
      onStderr(stderr, child)
    })
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (status, signal) =>
        resolve({ status, signal, stdout, stderr, seconds: (performance.now() - begin) / 1000 }),
      )
    })
  }

  private environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const nowhere = path.join(this.folder, 'no-driver')
    return {
      PATH: this.bin,
      HOME: this.folder,
      XDG_CACHE_HOME: path.dirname(this.cache),
      LAYERLOOM_DRIVER_ROOT: nowhere,
      FAKE: this.folder,
      ...env,
    }
  }

  private writeSources(): void {
    const lock = { packages: { '': {}, 'node_modules/electron-vite': { version: '1.0.0' } } }
    const files = {
      'package.json': '{}',
      'package-lock.json': JSON.stringify(lock),
      'main/a.ts': 'export {}',
    }
    for (const [file, text] of Object.entries(files)) this.write(path.join(this.root, file), text)
    // What `npm ci` brings.
    const modules = path.join(this.folder, 'packages')
    this.write(path.join(modules, '.package-lock.json'), JSON.stringify(lock))
    this.write(path.join(modules, 'electron-vite/package.json'), '{}')
    this.write(
      path.join(modules, 'electron-vite/bin/electron-vite.js'),
      `const fs = require('node:fs')
       fs.appendFileSync(process.env.FAKE + '/calls', 'bundler\\n')
       fs.mkdirSync(process.env.LAYERLOOM_OUT + '/main', { recursive: true })
       fs.writeFileSync(process.env.LAYERLOOM_OUT + '/main/job.cjs', '')
       fs.writeFileSync(process.env.LAYERLOOM_OUT + '/main/terminal.cjs', ${JSON.stringify(terminal)})`,
    )
    for (const file of ['tfjs_backend.cc', 'tfjs_binding.cc', 'utils.h'])
      this.write(path.join(modules, '@tensorflow/tfjs-node/binding', file), `// ${file}`)
    this.write(path.join(modules, 'node-api-headers/include/node_api.h'), '')
  }

  private writeWheels(): void {
    const include = Object.fromEntries(headers.map((header) => [`tensorflow/include/${header}`, `// ${header}\n`]))
    const wheel = (name: string, files: Record<string, string>) => {
      const bytes = wheelFile(name, files)
      this.write(path.join(this.folder, 'wheels', `${name}.whl`), bytes)
      return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
    }
    const library = (variant: string) => ({
      'tensorflow/libtensorflow_cc.so.2': `${variant} library\n`.repeat(9999),
      ...include,
    })
    const libraries = [{ member: 'tensorflow/libtensorflow_cc.so.2', file: 'libtensorflow_cc.so.2', bytes: 100 }]
    const pin = { python: '3.12', tag: 'any' }
    const common = { platform: `${process.platform}-${process.arch}`, version: '2.21.0', libraries, tested: true }
    const cudart = {
      'nvidia/cuda_runtime/lib/libcudart.so.12': 'cudart',
      'nvidia/cuda_runtime/lib/libcudart_static.a': 'no',
    }
    const builds = [
      { ...common, variant: 'cpu', package: 'tf-cpu', wheels: [{ ...pin, ...wheel('tf-cpu-2.21.0', library('cpu')) }] },
      {
        ...common,
        variant: 'cuda',
        package: 'tf-cuda',
        wheels: [{ ...pin, ...wheel('tf-cuda-2.21.0', library('cuda')) }],
        nvidia: [{ package: 'cudart', version: '12', ...wheel('cudart-12', cudart) }],
      },
    ]
    const table = `export const headers = ${JSON.stringify(headers)}
      export const builds = ${JSON.stringify(builds)}
      export const buildFor = (variant) => builds.find((build) => build.variant === variant)`
    writeFileSync(path.join(this.root, 'scripts/engine/builds.mjs'), table)
  }

  /** Puts all stand-ins in their place, again after a test took some away. */
  writePrograms(): void {
    rmSync(this.bin, { recursive: true, force: true })
    mkdirSync(this.bin)
    for (const tool of ['cp', 'mkdir', 'sleep']) symlinkSync(which(tool), path.join(this.bin, tool))
    this.writeProgram('npm', `echo npm >> "$FAKE/calls"; sleep "\${SLOW:-0}"; cp -R "$FAKE/packages" ./node_modules`)
    this.writeProgram('python3', python)
    const addon = path.join(this.folder, 'addon.node')
    this.write(
      path.join(this.folder, 'addon.cc'),
      'extern "C" void* napi_register_module_v1(void*, void* exports) { return exports; }',
    )
    execFileSync('g++', ['-shared', '-fPIC', path.join(this.folder, 'addon.cc'), '-o', addon])
    this.writeProgram('g++', compiler)
  }

  private write(file: string, text: string | Buffer): void {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

/** Shows what it was started with. */
const terminal = `const env = Object.entries(process.env).filter(([name]) => /^LAYERLOOM_(CACHE|ENGINE)/.test(name))
console.log(JSON.stringify({ words: process.argv.slice(2), ...Object.fromEntries(env) }))
if (process.argv[2] === 'fail') process.exitCode = 7`

const python = `case "$1 $2" in
  "-c "*version_info*) echo "3.12 True";;
  "-c "*) echo null;;
  "-m pip")
    echo pip >> "$FAKE/calls"
    sleep "\${SLOW:-0}"
    while [ $# -gt 1 ]; do if [ "$1" = --dest ]; then folder=$2; fi; shift; done
    name=\${1%%==*}-\${1##*==}
    cp "$FAKE/wheels/$name.whl" "$folder/$name.whl" || { echo "ERROR: No matching distribution found for $1" >&2; exit 1; };;
esac`

const compiler = `if [ "$1" = --version ]; then exit 0; fi
while [ $# -gt 1 ]; do
  case "$1 $2" in
    "-o "*.node)
      echo g++ >> "$FAKE/calls"
      sleep "\${SLOW:-0}"
      cp "$FAKE/addon.node" "$2";;
    "-o "*) echo > "$2";;
  esac
  shift
done`

const which = (tool: string) => execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim()
