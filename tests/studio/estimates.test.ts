import { totalmem } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeSmallProject } from '../terminal/smallProject'
import { codeOf, collect, startHost, type TestHost, until } from './testHost'

let studio: TestHost
beforeAll(async () => {
  studio = await startHost()
})
afterAll(async () => {
  await studio.host.close()
  expect(studio.bugs).toEqual([])
})

test('a dry run tells how it goes and what an epoch costs, and is not made again for the same network', async () => {
  const { client, root } = studio
  const { id, project, revision } = await client.projects.open({ folder: writeSmallProject(path.join(root, 'costs')) })
  expect(await client.estimates.known({ project: id })).toBeNull()
  const news = await collect(client.estimates.measure({ project: id }))
  const last = news.at(-1)
  if (last?.state !== 'done') throw new Error('it has no end')
  expect(news.some(({ state }) => state === 'working')).toBe(true)
  expect(last.estimate.seconds.epoch).toBeGreaterThan(0)
  expect(last.estimate.largestBatch?.batchSize).toBeGreaterThan(0)
  expect(await client.estimates.known({ project: id })).toEqual(last.estimate)
  // Known: one item, and no process.
  expect(await collect(client.estimates.measure({ project: id }))).toEqual([last])
  const batchSize = project.training.batchSize - 1
  await client.projects.save({ id, revision, project: { ...project, training: { ...project.training, batchSize } } })
  expect(await client.estimates.known({ project: id })).toBeNull()
})

test('of the memory of this machine a part is told', async () => {
  const { usableBytes } = await studio.client.estimates.memory({})
  expect(usableBytes).toBeGreaterThan(50e6)
  expect(usableBytes).toBeLessThan(totalmem())
})

test('who leaves ends the dry run', async () => {
  const { client, root } = studio
  const { id } = await client.projects.open({ folder: writeSmallProject(path.join(root, 'left')) })
  const running = async () =>
    until(client.jobs.watch({}), (state) => state.running.some(({ task }) => task === 'estimate'))
  const stream = client.estimates.measure({ project: id })
  const reading = collect(stream).catch(() => [])
  await running()
  stream.close()
  await reading
  await until(client.jobs.watch({}), (state) => state.running.every(({ task }) => task !== 'estimate'))
  expect(await client.estimates.known({ project: id })).toBeNull()
})

test('a network with a problem is told so, and no process is started', async () => {
  const { client, root } = studio
  const { id, project, revision } = await client.projects.open({ folder: writeSmallProject(path.join(root, 'broken')) })
  const layers = project.network.layers.map((layer) => (layer.type === 'dense' ? { ...layer, config: {} } : layer))
  await client.projects.save({ id, revision, project: { ...project, network: { ...project.network, layers } } })
  expect(await codeOf(collect(client.estimates.measure({ project: id })))).toBe('missing-setting')
})
