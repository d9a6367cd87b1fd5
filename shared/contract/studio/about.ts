import { z } from 'zod'
import { request, service } from './core/definitions'
import { Nothing } from './names'

export const About = z.strictObject({
  layerloom: z.string(),
  /** `desktop` has native dialogs; in `web` folders are chosen inside `folders.roots`. */
  shell: z.enum(['desktop', 'web', 'terminal']),
  platform: z.string(),
  node: z.string(),
  process: z.int(),
  /** Where settings, recent projects and the queue lie. */
  workspace: z.string(),
})
export type About = z.infer<typeof About>

/** What the window stands before. */
export const about = service({
  read: request({ input: Nothing, output: About }),
})
