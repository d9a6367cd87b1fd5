import { type AddressInfo, connect, createServer } from 'node:net'

/** Carries a port of loopback to another one, bytes as they are: what `ssh -L` does, without the machine between. */
export async function openTunnel(
  to: number,
): Promise<{ readonly port: number; carryTo(port: number): void; close(): void }> {
  let target = to
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => void [near.destroy(), far.destroy()])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    carryTo: (port) => {
      target = port
    },
    close: () => server.close(),
  }
}
