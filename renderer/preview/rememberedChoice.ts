import { z } from 'zod'
import type { PreviewChoice } from './previewStore'

const Choice = z.strictObject({
  isOn: z.boolean(),
  picture: z.union([z.strictObject({ index: z.int().nonnegative() }), z.strictObject({ name: z.string().min(1) })]),
  run: z.string().optional(),
})

const first: PreviewChoice = { isOn: true, picture: { index: 0 } }
const keyOf = (folder: string) => `preview ${folder}`

/** What was looked at in a project the last time in this window's browser; what cannot be read is forgotten. */
export function rememberedChoice(folder: string): PreviewChoice {
  try {
    const parsed = Choice.safeParse(JSON.parse(localStorage.getItem(keyOf(folder)) ?? 'null'))
    return parsed.success ? parsed.data : first
  } catch {
    return first
  }
}

export function rememberChoice(folder: string, choice: PreviewChoice): void {
  try {
    localStorage.setItem(keyOf(folder), JSON.stringify(choice))
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
}
