import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = path.resolve(__dirname, '../..')

/** One file a rule of biome.json that concerns the shape of the project, and what the rule says about it. */
const violations: [rule: string, file: string, code: string, message: string][] = [
  ['shared is pure', 'shared/a.ts', "import _ from 'lodash'", 'shared/ sees the language, zod and shared/'],
  ['shared has no Node', 'shared/b.ts', "import fs from 'node:fs'", 'noNodejsModules'],
  ['shared stays inside', 'shared/c/d.ts', "import { x } from '../../main/disk/x'", 'shared/ imports nothing of main/'],
  ['engine', 'main/engine/a.ts', "import { x } from '../jobs/x'", 'main/engine imports shared/ and main/disk only'],
  [
    'engine, no window',
    'main/engine/b.ts',
    "import { app } from 'electron'",
    'Only main/shells/desktop imports electron',
  ],
  ['data', 'main/data/a.ts', "import { x } from '../engine/x'", 'main/data, main/formats and main/disk import shared/'],
  ['formats', 'main/formats/a.ts', "import { x } from '../studio/x'", 'main/data, main/formats and main/disk import'],
  ['disk', 'main/disk/a.ts', "import { x } from '../jobs/x'", 'main/data, main/formats and main/disk import'],
  [
    'data, no TensorFlow',
    'main/data/b.ts',
    "import * as tf from '@tensorflow/tfjs-node'",
    'Only main/engine imports TensorFlow',
  ],
  ['jobs', 'main/jobs/a.ts', "import { x } from '../studio/x'", 'main/jobs imports engine, data, formats, disk'],
  [
    'jobs, no TensorFlow',
    'main/jobs/b.ts',
    "export type { Tensor } from '@tensorflow/tfjs-node'",
    'Only main/engine imports',
  ],
  ['studio', 'main/studio/runs/a.ts', "import { x } from '../../jobs/x'", 'main/studio imports shared/ and main/disk'],
  ['studio, no TensorFlow', 'main/studio/b.ts', "await import('@tensorflow/tfjs-node')", 'Only main/engine imports'],
  [
    'terminal',
    'main/shells/terminal/a.ts',
    "import { x } from '../../engine/x'",
    'main/shells imports main/studio and shared/',
  ],
  [
    'terminal, no window',
    'main/shells/terminal/b.ts',
    "import { app } from 'electron'",
    'Only main/shells/desktop imports',
  ],
  [
    'desktop',
    'main/shells/desktop/a.ts',
    "import { x } from '../../jobs/x'",
    'main/shells imports main/studio and shared/',
  ],
  [
    'calls from a window go through the one place that checks them',
    'main/shells/desktop/b.ts',
    "import { app, ipcMain } from 'electron'\nipcMain.handle('x', () => app)",
    'Only main/shells/desktop/ipc.ts imports ipcMain',
  ],
  ['window', 'renderer/a.tsx', "import { x } from '../main/studio/x'", 'renderer/ imports shared/ only'],
  ['window has no Node', 'renderer/b.tsx', "import fs from 'node:fs'", 'noNodejsModules'],
  ['no cycles', 'main/data/one.ts', "import { two } from './two'\nexport const one = () => two", 'noImportCycles'],
  ['no any', 'shared/e.ts', 'export const x = (y: any) => y', 'noExplicitAny'],
]

const clean: [file: string, code: string][] = [
  [
    'shared/ok.ts',
    "import { z } from 'zod'\nimport { deep } from './layers/data/deep'\n\nexport const x = z.literal(deep)\n",
  ],
  ['shared/layers/data/deep.ts', 'export const deep = 1\n'],
  ['main/data/ok.ts', "import { deep } from '../../shared/layers/data/deep'\n\nexport const x = deep\n"],
  ['main/engine/ok.ts', "import * as tf from '@tensorflow/tfjs-node'\n\nexport const x = tf\n"],
  ['main/shells/terminal/ok.ts', "import { deep } from '../../studio/engine/deep'\n\nexport const x = deep\n"],
  ['main/studio/runs/ok.ts', "import { deep } from '../engine/deep'\n\nexport const x = deep\n"],
  ['main/shells/desktop/ok.ts', "import { app } from 'electron'\n\nexport const x = app\n"],
]

let tree: string
let report: Map<string, string>

beforeAll(() => {
  tree = realpathSync(mkdtempSync(path.join(tmpdir(), 'layerloom-lint-')))
  for (const file of ['biome.json', '.gitignore', 'package.json']) cpSync(path.join(root, file), path.join(tree, file))
  const twin: [string, string] = ['main/data/two.ts', "import { one } from './one'\nexport const two = () => one"]
  for (const [file, code] of [...violations.map(([, file, code]): [string, string] => [file, code]), twin, ...clean]) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true })
    writeFileSync(path.join(tree, file), code)
  }
  report = lint(tree)
}, 60_000)
afterAll(() => rmSync(tree, { recursive: true }))

describe('a file that breaks a rule of the project is refused with the words of that rule', () => {
  test.each(violations)('%s', (_, file, __, message) => {
    expect(report.get(file) ?? '').toContain(message)
  })
})

test.each(clean)('what is allowed is left alone: %s', (file) => {
  expect(report.get(file)).toBeUndefined()
})

/** What biome says about each file. */
function lint(folder: string): Map<string, string> {
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome')
  let output = ''
  try {
    execFileSync(process.execPath, [biome, 'lint', '--max-diagnostics=none', '--reporter=github', '.'], {
      cwd: folder,
      encoding: 'utf8',
    })
  } catch (error) {
    output = (error as { stdout: string }).stdout
  }
  const found = new Map<string, string>()
  for (const line of output.split('\n')) {
    const match = /^::error title=([^,]*),file=([^,]*),[^:]*::(.*)$/.exec(line)
    if (!match) continue
    const file = path.relative(folder, match[2] as string).replaceAll(path.sep, '/')
    found.set(file, `${found.get(file) ?? ''}${match[1]}: ${match[3]}\n`)
  }
  return found
}
