import path from 'node:path'
import { expect, test } from 'vitest'
import { writeSmallProject } from '../terminal/smallProject'
import { startHost, until } from './testHost'

test('closing the studio stops what trains with a checkpoint; what waited waits on in the next one, held until somebody releases it', async () => {
  const first = await startHost()
  const folder = writeSmallProject(path.join(first.root, 'queued'), { training: { epochs: 400 } })
  const { id: project } = await first.client.projects.open({ folder })
  const { run: trained } = await first.client.runs.start({ project, device: 'cpu' })
  const { run: waiting } = await first.client.runs.start({ project, device: 'cpu', labels: { name: 'later' } })
  await until(first.client.runs.watch({ project, run: trained }), ({ summary }) => summary.step > 5)
  await first.host.close()

  const second = await startHost({ root: first.root, workspace: first.workspace })
  const { client } = second
  const jobs = await until(client.jobs.watch({}), () => true)
  expect(jobs).toMatchObject({
    isHeld: true,
    running: [],
    queue: [{ run: waiting, subject: 'later', state: 'queued' }],
  })
  await client.projects.open({ folder })
  const listed = await client.runs.list({ project })
  expect(listed.map(({ run, state, canResume }) => [run, state, canResume])).toEqual([
    [trained, 'stopped', true],
    [waiting, 'queued', false],
  ])
  expect(listed[0]?.step).toBeGreaterThan(5)
  // A run that goes on waits its turn too.
  await client.runs.resume({ project, run: trained })
  await client.jobs.hold({ hold: false })
  const live = await until(client.runs.watch({ project, run: waiting }), ({ summary }) => summary.state === 'training')
  expect(live.summary.labels.name).toBe('later')
  expect((await until(client.jobs.watch({}), () => true)).queue.map(({ run }) => run)).toEqual([trained])
  await client.runs.stop({ project, run: waiting, now: true })
  await until(client.runs.watch({ project, run: trained }), ({ summary }) => summary.state === 'training')
  await second.host.close()
  expect([...first.bugs, ...second.bugs]).toEqual([])

  // Labels given at the start are the run's own now.
  const third = await startHost({ root: first.root, workspace: first.workspace })
  await third.client.projects.open({ folder })
  const named = (await third.client.runs.list({ project })).map(({ run, labels }) => [run, labels.name])
  expect(named).toEqual([
    [trained, ''],
    [waiting, 'later'],
  ])
  await third.host.close()
})
