import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wrongImports } from './importDirections'

const violations: [file: string, code: string, found: string][] = [
  ['shared/a.ts', "const x = require('node:fs')", 'node:fs'],
  ['shared/b.ts', "import { x } from '../main/disk/x'", 'main/disk/x'],
  ['shared/c.ts', "import _ from 'lodash'", 'lodash'],
  ['shared/layers/d.ts', "export * from '../../main/engine'", 'main/engine'],
  ['main/engine/a.ts', "import type { A } from '../jobs/a'", 'main/jobs/a'],
  ['main/disk/a.ts', "import { a } from '../data/a'", 'main/data/a'],
  ['main/data/a.ts', "const tf = require('@tensorflow/tfjs-node')", '@tensorflow/tfjs-node'],
  ['main/data/deep/er/b.ts', "import { b } from '../../../formats/b'", 'main/formats/b'],
  ['main/formats/a.ts', "import { a } from '../engine/a'", 'main/engine/a'],
  ['main/jobs/a.ts', "const { app } = require('electron')", 'electron'],
  ['main/jobs/b.ts', "await import('../studio/b')", 'main/studio/b'],
  ['main/studio/a.ts', "require.resolve('../jobs/entry')", 'main/jobs/entry'],
  ['main/studio/b.ts', "import { tf } from '@tensorflow/tfjs-node'", '@tensorflow/tfjs-node'],
  ['main/shells/terminal/a.ts', "import { app } from 'electron'", 'electron'],
  ['main/shells/desktop/a.ts', "import { s } from '../../engine/session'", 'main/engine/session'],
  ['renderer/a.tsx', "import { readFile } from 'node:fs/promises'", 'node:fs/promises'],
  ['renderer/b.tsx', "import { s } from '../main/studio/s'", 'main/studio/s'],
]

const allowed: [file: string, code: string][] = [
  ['shared/ok.ts', "import { z } from 'zod'\nimport { a } from './a'\n// import 'electron'\n/* require('electron') */"],
  ['main/engine/ok.ts', "import * as tf from '@tensorflow/tfjs-node'\nimport { d } from '../disk/d'"],
  ['main/shells/desktop/ok.ts', "import { app } from 'electron'\nimport { s } from '../../studio/s'"],
  ['main/jobs/ok.ts', "import { s } from '../engine/s'\nimport fs from 'node:fs'"],
  ['main/data/ok.test.ts', "import { s } from '../engine/s'"],
]

let tree: string
beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), 'layerloom-directions-'))
  for (const [file, code] of [...violations, ...allowed]) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true })
    writeFileSync(path.join(tree, file), code)
  }
})
afterAll(() => rmSync(tree, { recursive: true }))

test('imports point only where the design lets them', () => {
  expect(wrongImports(path.resolve(__dirname, '../..'))).toEqual([])
})

test('each import that points the wrong way is found, and no other', () => {
  expect(wrongImports(tree).sort()).toEqual(violations.map(([file, , found]) => `${file} imports ${found}`).sort())
})
