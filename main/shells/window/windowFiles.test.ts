import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentSecurityPolicy } from './contentSecurityPolicy'
import { openWindowFiles } from './windowFiles'

let base: string
let answer: Awaited<ReturnType<typeof openWindowFiles>>
beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), 'layerloom-files-'))
  mkdirSync(path.join(base, 'window', 'assets'), { recursive: true })
  mkdirSync(path.join(base, 'window-evil'))
  writeFileSync(path.join(base, 'window', 'index.html'), '<p>page')
  writeFileSync(path.join(base, 'window', 'assets', 'app.js'), 'run()')
  writeFileSync(path.join(base, 'window', 'assets', 'later.js'), 'first')
  writeFileSync(path.join(base, 'window', 'notes.txt'), 'not of a window')
  writeFileSync(path.join(base, 'window-evil', 'secret.js'), 'secret')
  symlinkSync(path.join(base, 'window-evil', 'secret.js'), path.join(base, 'window', 'link.js'))
  answer = await openWindowFiles(path.join(base, 'window'))
  rmSync(path.join(base, 'window', 'assets', 'later.js'))
  symlinkSync(path.join(base, 'window-evil', 'secret.js'), path.join(base, 'window', 'assets', 'later.js'))
})
afterAll(() => rmSync(base, { recursive: true }))

test.each([
  ['/', '<p>page', 'text/html; charset=utf-8'],
  ['/index.html', '<p>page', 'text/html; charset=utf-8'],
  ['/assets/app.js', 'run()', 'text/javascript; charset=utf-8'],
])('%s is served with its type and the policy', async (pathname, body, type) => {
  const file = await answer(pathname)
  expect(file.status).toBe(200)
  expect(file.body.toString()).toBe(body)
  expect(file.headers).toMatchObject({
    'content-type': type,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
  })
})

test.each([
  '/../window-evil/secret.js',
  '/..%2fwindow-evil%2fsecret.js',
  '/%2e%2e/window-evil/secret.js',
  '/..\\window-evil\\secret.js',
  '/assets/../../window-evil/secret.js',
  '//window-evil/secret.js',
  '/index.html%00.js',
  '/index.html\0',
  '/../window/index.html',
  '/assets',
  '/assets/',
  '',
  '/notes.txt',
  '/link.js',
  '/assets/later.js',
  '/etc/passwd',
  '/__proto__',
])('%j is not there', async (pathname) => {
  const file = await answer(pathname)
  expect(file.status).toBe(404)
  expect(file.body.toString()).toBe('there is nothing here')
})
