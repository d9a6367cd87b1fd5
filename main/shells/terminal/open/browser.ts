import { spawn } from 'node:child_process'
import { whyNoScreen } from './screen'

/** What each system opens an address with. */
const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
}

/**
 * Opens the person's browser at a link; gives whether there was one. The link stands in the arguments of a process for a moment: it is good once, and the
 * browser uses it up.
 */
export async function openBrowser(link: string): Promise<boolean> {
  const [command, ...words] = openers[process.platform] ?? ['xdg-open']
  if (whyNoScreen() !== undefined || command === undefined) return false
  // `start` takes & for the end of a command.
  const address = process.platform === 'win32' ? link.replaceAll('&', '^&') : link
  return new Promise((resolve) => {
    const child = spawn(command, [...words, address], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('exit', (status) => resolve(status === 0))
    child.unref()
  })
}
