import path from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../studio/testHost'
import { writeSmallProject } from '../terminal/smallProject'
import { ask, letIn, openWindow, startServe } from './serveProcess'
import { openTunnel } from './tunnel'

test('the studio of another machine is used through a tunnel whose port the person named, and only then', async () => {
  const tunnel = await openTunnel(0)
  const named = await startServe({ words: ['--tunnel', String(tunnel.port)] })
  const unnamed = await startServe()
  const near = `http://127.0.0.1:${tunnel.port}`
  const at = (url: string) => url.replace(/127\.0\.0\.1:\d+/, `localhost:${tunnel.port}`)
  try {
    tunnel.carryTo(unnamed.port)
    expect((await ask(at(unnamed.url))).status).toBe(403)

    tunnel.carryTo(named.port)
    const cookie = await letIn(at(named.url))
    expect((await ask(near, { headers: { cookie } })).status).toBe(200)
    const { client, socket } = await openWindow(near, cookie)
    const folder = writeSmallProject(path.join(named.root, 'far'), { training: { epochs: 1 } })
    const { id: project } = await client.projects.open({ folder })
    const { run } = await client.runs.start({ project, device: 'cpu' })
    const { summary } = await until(
      client.runs.watch({ project, run }),
      ({ summary: { state } }) => state === 'finished',
    )
    expect(summary).toMatchObject({ epoch: 1, epochs: 1 })
    socket.close()
  } finally {
    await named.end()
    await unnamed.end()
    tunnel.close()
  }
})
