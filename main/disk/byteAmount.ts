/** `310 MB`, `12 kB`: rounded up, for what a disk has and what is needed of it. */
export const byteAmount = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`
