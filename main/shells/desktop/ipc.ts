import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import type { z } from 'zod'
import { refuse } from './refuse'
import { isOurs } from './scheme'

/**
 * The only way in from a window besides its port (lint holds that nobody else imports `ipcMain`): a call counts if it comes from the top frame of our own page
 * and has the one argument that the schema describes. Whatever else comes is told of and gets one and the same answer.
 */

const refused = 'refused'

/** Calls with an answer. */
export function handle<I extends z.ZodType>(
  channel: string,
  input: I,
  handler: (input: z.output<I>, sender: WebContents) => Promise<unknown>,
): void {
  ipcMain.handle(channel, async (event, ...words: unknown[]) => {
    const call = checked(channel, event, input, words)
    if (!call) throw new Error(refused)
    return handler(call.input, event.sender)
  })
}

/** Messages without one. */
export function listen<I extends z.ZodType>(
  channel: string,
  input: I,
  listener: (input: z.output<I>, sender: WebContents) => void,
): void {
  ipcMain.on(channel, (event, ...words: unknown[]) => {
    const call = checked(channel, event, input, words)
    if (call) listener(call.input, event.sender)
  })
}

function checked<I extends z.ZodType>(
  channel: string,
  event: IpcMainEvent | IpcMainInvokeEvent,
  schema: I,
  words: readonly unknown[],
): { input: z.output<I> } | undefined {
  const parsed = schema.safeParse(words[0])
  if (isFromUs(event) && words.length <= 1 && parsed.success) return { input: parsed.data }
  refuse(`a call of ${channel}`)
  return undefined
}

function isFromUs({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  try {
    return senderFrame !== null && senderFrame.parent === null && !sender.isDestroyed() && isOurs(senderFrame.url)
  } catch {
    // A frame that is gone cannot be asked where it was.
    return false
  }
}
