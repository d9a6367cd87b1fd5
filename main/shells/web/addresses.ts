/** Under which names the server may be asked, and from which pages: loopback names with its own port, or with that of a tunnel which the person named. */
export interface Addresses {
  readonly hosts: ReadonlySet<string>
  readonly origins: ReadonlySet<string>
}

export function addressesOf(ports: readonly number[]): Addresses {
  const hosts = ports.flatMap((port) => [`127.0.0.1:${port}`, `localhost:${port}`])
  return { hosts: new Set(hosts), origins: new Set(hosts.map((host) => `http://${host}`)) }
}
