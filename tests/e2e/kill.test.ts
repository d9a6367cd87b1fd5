import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRunning } from '../reliability/childProcesses'
import { newestWeights, onlyRun } from '../reliability/killedRun'
import { writeSmallProject } from '../terminal/smallProject'
import { terminal } from '../terminal/terminalProgram'
import { descendants, jobsOf } from './chromiumProcesses'
import { launchDesktop } from './desktopApp'
import { type DesktopMachine, desktopMachine, majorsToTest } from './desktopMachine'
import { stateIs, step } from './studioScript'

/** 5 of each in the suite; `npm run soak` sets 50. */
const kills = Number(process.env.LAYERLOOM_WINDOW_KILLS ?? 5)

/** A run that is told in time is told within this, in milliseconds. */
const toldMs = 2000

const training = { epochs: 25 + 5 * kills, batchSize: 8, checkpoint: { everySteps: 33 } }

let machine: DesktopMachine | string
let folder: string
let expected: ReturnType<typeof newestWeights>
beforeAll(async () => {
  machine = await desktopMachine()
  if (typeof machine === 'string') return
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-window-kill-'))
  const straight = writeSmallProject(path.join(folder, 'straight'), { training })
  const { status, stderr } = await terminal(['train', straight, '--device', 'cpu'])
  expect(status, stderr).toBe(0)
  expected = newestWeights(onlyRun(straight))
}, 600_000)
afterAll(async () => {
  if (typeof machine === 'string') return
  await machine.screen.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(majorsToTest)('Electron %i', (major) => {
  test(`the job killed ${kills} times under the window: told in time, resumed from it, ends bit-equal`, {
    timeout: 60_000 + kills * 30_000,
  }, async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const project = writeSmallProject(path.join(folder, `job-${major}`), { training })
    const userData = path.join(folder, `job-data-${major}`)
    const desktop = await launchDesktop({ machine, major, userData, project })
    const { page, pid } = desktop
    try {
      await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
      const told: number[] = []
      for (let n = 0; n < kills; n++) {
        await stateIs(page, 'training')
        await page.waitForTimeout(Math.random() * 500)
        const [job, ...others] = jobsOf(pid)
        expect(others).toEqual([])
        process.kill(job as number, 'SIGKILL')
        const begin = performance.now()
        await stateIs(page, 'interrupted')
        told.push(performance.now() - begin)
        await page.getByText('The job process was ended from outside (signal SIGKILL)', { exact: true }).waitFor()
        await page.getByRole('main').getByRole('button', { name: 'Resume' }).click()
      }
      console.log(`told after ${told.map(Math.round).join(', ')} ms`)
      expect(Math.max(...told)).toBeLessThan(toldMs)
      await finished(page)
      expect(newestWeights(onlyRun(project))).toEqual(expected)
      expect(leftovers(project)).toEqual([])
      expect(desktop.errors).toEqual([])
    } finally {
      await desktop.close()
    }
  })

  test(`the main process killed ${kills} times: no orphan, found again and resumed, ends bit-equal`, {
    timeout: 60_000 + kills * 40_000,
  }, async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const project = writeSmallProject(path.join(folder, `main-${major}`), { training })
    const options = { machine, major, userData: path.join(folder, `main-data-${major}`), project }
    for (let n = 0; n < kills; n++) {
      const { page, pid, app } = await launchDesktop(options)
      await page
        .getByRole('main')
        .getByRole('button', { name: n === 0 ? 'Train' : 'Resume', exact: true })
        .click()
      await stateIs(page, 'training')
      await page.waitForTimeout(Math.random() * 500)
      const family = descendants(pid)
      expect(family).toEqual(expect.arrayContaining(jobsOf(pid)))
      expect(jobsOf(pid)).toHaveLength(1)
      const gone = app.waitForEvent('close')
      process.kill(pid, 'SIGKILL')
      await expect.poll(() => family.filter(isRunning), { timeout: 5000 }).toEqual([])
      await gone
    }
    const desktop = await launchDesktop(options)
    try {
      await stateIs(desktop.page, 'interrupted')
      expect(await step(desktop.page)).toBeGreaterThan(0)
      await desktop.page.getByRole('main').getByRole('button', { name: 'Resume' }).click()
      await finished(desktop.page)
      expect(newestWeights(onlyRun(project))).toEqual(expected)
      expect(leftovers(project)).toEqual([])
    } finally {
      await desktop.close()
    }
  })
})

const finished = (page: Page): Promise<void> =>
  page.locator('[data-testid=state]', { hasText: 'finished' }).waitFor({ timeout: 30_000 + kills * 5000 })

/** What a killed writer left behind, and locks without an owner. */
const leftovers = (project: string): string[] =>
  readdirSync(project, { recursive: true, encoding: 'utf8' }).filter((name) => /tmp/.test(path.basename(name)))
