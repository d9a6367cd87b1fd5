import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isRunning } from '../reliability/childProcesses'
import { until } from '../studio/testHost'
import { writeSmallProject } from '../terminal/smallProject'
import { letIn, openWindow, startServe, temporaryFolder } from './serveProcess'

test('a run that outlives the server trains on after its SIGKILL, is found again, steered and stopped by the next one', async () => {
  const [root, workspace] = [temporaryFolder('root'), temporaryFolder('workspace')]
  const folder = writeSmallProject(path.join(root, 'outlives'), { training: { epochs: 5000 } })
  const first = await startServe({ root, workspace })
  const one = (await openWindow(first.address, await letIn(first.url))).client
  const { id: project } = await one.projects.open({ folder })
  const { run } = await one.runs.start({ project, device: 'cpu', outlive: true })
  const reference = { project, run }
  const door = path.join(folder, 'runs', run, 'door.json')
  const before = await until(one.runs.watch(reference), ({ summary }) => summary.step > 10 && existsSync(door))
  expect(await first.end('SIGKILL')).toBe(null)
  const process = before.summary.process as number
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(isRunning(process)).toBe(true)

  const second = await startServe({ root, workspace })
  const two = (await openWindow(second.address, await letIn(second.url))).client
  await two.projects.open({ folder })
  const found = await until(two.runs.watch(reference), ({ summary }) => summary.state === 'training')
  expect(found.summary.process).toBe(process)
  expect(found.summary.step).toBeGreaterThan(before.summary.step)
  await two.runs.pause(reference)
  const paused = await until(two.runs.watch(reference), ({ summary }) => summary.state === 'paused')
  // Paused it stays, whoever goes.
  expect(await second.end('SIGKILL')).toBe(null)

  const third = await startServe({ root, workspace })
  const { client } = await openWindow(third.address, await letIn(third.url))
  await client.projects.open({ folder })
  const again = await until(client.runs.watch(reference), ({ summary }) => summary.state === 'paused')
  expect(again.summary).toMatchObject({ step: paused.summary.step, process })
  await client.runs.continue(reference)
  await until(client.runs.watch(reference), ({ summary }) => summary.step > paused.summary.step)
  await client.runs.stop(reference)
  const { summary } = await until(client.runs.watch(reference), ({ summary: { state } }) => state === 'stopped')
  expect(summary.canResume).toBe(true)
  expect(existsSync(door)).toBe(false)
  expect(await third.end()).toBe(143)
  expect(isRunning(process)).toBe(false)
}, 120_000)
