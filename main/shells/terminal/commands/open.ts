import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import type { Command } from 'commander'
import { addressOf } from '../../../../shared/contract/windowPlace'
import { openBrowser } from '../open/browser'
import { openDesktopWindow } from '../open/desktopWindow'
import { findElectron } from '../open/electronProgram'
import { whyNoScreen } from '../open/screen'
import { type CommonOptions, command, type Output, run } from '../output'
import { serve } from './serve'

interface OpenOptions extends CommonOptions {
  readonly browser?: boolean
}

/** `open [PROJECT] [--browser]`; what `npm start` does without a word. */
export const openCommand = (): Command =>
  command('open')
    .description('open the studio: its desktop window, or a browser where there can be none')
    .argument('[project]', 'folder with a project.json')
    .option('--browser', 'in a browser, also where a window can be had')
    .action((project: string | undefined, options: OpenOptions) =>
      run(options, async (output) => {
        const why = options.browser ? 'a browser was asked for' : await openWindow(project, output)
        if (why === undefined) return
        output.say(`no desktop window: ${why}`)
        await openInBrowser(project, output)
      }),
    )

/** Opens the window and waits until it is closed; or says why there is none. */
async function openWindow(project: string | undefined, output: Output): Promise<string | undefined> {
  const why = whyNoScreen()
  if (why !== undefined) return why
  const electron = await findElectron(output.say)
  if ('reason' in electron) return electron.reason
  output.say(`opening the desktop window with ${electron.program}`)
  const end = await openDesktopWindow(electron.program, project)
  if (end.why === undefined) process.exitCode = end.status
  return end.why
}

/** Serves the studio and shows it in a browser. Windows may go to the project, or else to a folder for projects in the person's home. */
async function openInBrowser(project: string | undefined, output: Output): Promise<void> {
  const root = project === undefined ? path.join(homedir(), 'Layerloom') : path.resolve(project)
  if (project === undefined) mkdirSync(root, { recursive: true })
  const hash = project === undefined ? '' : addressOf({ page: 'train', folder: root, run: undefined })
  await serve({ port: 0, root: [root], tunnel: [] }, output, (link) => {
    void openBrowser(`${link}${hash}`).then((isOpen) =>
      output.say(isOpen ? 'opened it in the browser' : 'no browser was found here'),
    )
  })
}
