import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { processStart } from './processStart'

test('is one word that stays the same, and none for a process that is not', async () => {
  const start = await processStart(process.pid)
  expect(start).toMatch(/^[A-Za-z0-9]+$/)
  expect(await processStart(process.pid)).toBe(start)
  expect(await processStart(process.ppid)).not.toBe(start)
  // Above Linux' highest number.
  expect(await processStart(4_194_305)).toBeUndefined()
})

test.skipIf(process.platform === 'win32')('a process that ended and was not reaped is gone', async () => {
  // The shell becomes a sleep that never asks for its child's end.
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output] = (await once(parent.stdout, 'data')) as [Buffer]
  const child = Number(output.toString())
  expect(await processStart(child)).toBeDefined()
  let start: string | undefined = 'alive'
  for (let k = 0; k < 100 && start !== undefined; k++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    start = await processStart(child)
  }
  // It is still in the table: signal 0 reaches it.
  expect(() => process.kill(child, 0)).not.toThrow()
  expect(start).toBeUndefined()
  parent.kill('SIGKILL')
  await once(parent, 'exit')
})
