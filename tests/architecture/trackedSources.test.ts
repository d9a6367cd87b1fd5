import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(__dirname, '../..')

test.skipIf(!existsSync(path.join(root, '.git')))('.gitignore hides no source (needs a git checkout)', () => {
  const words = [
    'ls-files',
    '--others',
    '--ignored',
    '--exclude-standard',
    '--',
    'main',
    'shared',
    'scripts',
    'tests',
    'examples',
  ]
  const hidden = execFileSync('git', words, { cwd: root, encoding: 'utf8' }).split('\n')
  // Runs of the examples are meant to be.
  expect(hidden.filter((file) => file !== '' && !/^examples\/[^/]+\/runs\//.test(file))).toEqual([])
})
