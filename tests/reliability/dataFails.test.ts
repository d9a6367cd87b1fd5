import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { DataProblem } from '../../main/data/dataProblem'
import type { JobContext } from '../../main/jobs/jobContext'
import { Training } from '../../main/jobs/train/loop/training'
import { closeRun, openRun } from '../../main/jobs/train/openRun'
import { controlRun } from '../../main/jobs/train/runControl'
import { openProject } from '../../main/studio/projects/projects'
import type { JobEvent } from '../../shared/contract/jobs'
import { writeSmallProject } from '../terminal/smallProject'
import { newestWeights } from './killedRun'

const engine = { intraOpThreads: 1, interOpThreads: 1, oneDnn: true, device: 'cpu' as const }

test.each(['train', 'validation'] as const)(
  'images that cannot be read any more (%s) end a run cleanly: a checkpoint of all that was learned, from which it goes on',
  async (failing) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-data-'))
    try {
      const open = await openProject(writeSmallProject(path.join(folder, 'project'), { training: { epochs: 2 } }))
      const runFolder = path.join(folder, 'run')
      mkdirSync(runFolder)
      const events: JobEvent[] = []
      const context: JobContext = { post: (event) => events.push(event), onCommand: () => {}, onGone: () => {} }
      const begin = { id: 'run', projectFolder: open.folder, project: open.project, layerloom: '0.1.0' }
      const task = { task: 'train' as const, engine, gpuRequired: false, runFolder }
      const run = await openRun({ ...task, begin }, context)
      let reads = 0
      const broken = {
        ...run.data,
        read: (...[split, ...rest]: Parameters<typeof run.data.read>) => {
          if (split === failing && ++reads > (failing === 'train' ? 7 : 0))
            return Promise.reject(new DataProblem({ code: 'pack-damaged', message: 'the packed pictures are damaged' }))
          return run.data.read(split, ...rest)
        },
      }
      const training = new Training({ ...run, data: broken }, controlRun(context), context)
      await expect(training.untilEnd()).rejects.toBeInstanceOf(DataProblem)
      const step = failing === 'train' ? 7 : run.length.stepsPerEpoch
      expect(run.position.step).toBe(step)
      expect(newestWeights(runFolder).step).toBe(step)
      await closeRun(run)
      expect(readFileSync(path.join(runFolder, 'events.jsonl'), 'utf8')).toContain('"code":"pack-damaged"')

      const rest = await openRun(task, context)
      expect(rest.position.step).toBe(step)
      expect(await new Training(rest, controlRun(context), context).untilEnd()).toBe('epochs')
      expect(rest.position.epoch).toBe(2)
      await closeRun(rest)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
