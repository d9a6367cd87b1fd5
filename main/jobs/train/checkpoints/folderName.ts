/**
 * A checkpoint's folder is named by its step. Where that name is taken (by a damaged one that is kept, or by a run that went back
 * and came again) the next is `400~2`: a folder is never overwritten.
 */
export interface FolderName {
  readonly step: number
  readonly attempt: number
}

export const formatFolderName = ({ step, attempt }: FolderName): string =>
  attempt === 1 ? `${step}` : `${step}~${attempt}`

/** `undefined` for a name that is not ours. */
export function parseFolderName(name: string): FolderName | undefined {
  const match = /^(0|[1-9]\d{0,14})(?:~([2-9]|[1-9]\d{1,5}))?$/.exec(name)
  return match ? { step: Number(match[1]), attempt: Number(match[2] ?? 1) } : undefined
}

/** Negative if `a` is the newer one. */
export const newestFirst = (a: FolderName, b: FolderName): number => b.step - a.step || b.attempt - a.attempt
