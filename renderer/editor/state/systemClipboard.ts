/** What this window copied last: a clipboard that the browser keeps from us (or an empty one) does not lose it. */
let own = ''

export async function writeClipboard(text: string): Promise<void> {
  own = text
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // Without the permission it can be pasted in this window all the same.
  }
}

export async function readClipboard(): Promise<string> {
  try {
    return (await navigator.clipboard.readText()) || own
  } catch {
    // The same.
    return own
  }
}
