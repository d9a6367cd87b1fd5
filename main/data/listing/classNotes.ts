import { type Split, splits } from '../dataSet'
import { baseOf } from './folderTree'
import { NameTwins, twinKey } from './nameTwins'
import type { FileProblem, PictureEntry } from './pictureListing'

/**
 * What is odd about the classes as a whole, though every file of them is used: one that has a single picture, one of which nothing is
 * for training, two whose names differ in capitals alone, where `problems` do not have them as twins among folders already. The place is the first
 * picture of the class.
 */
export function classNotes(entries: readonly PictureEntry[], problems: readonly FileProblem[]): FileProblem[] {
  const classes = new Map<string, { first: string; count: number; splits: Set<Split | undefined> }>()
  for (const { className, name, split } of entries) {
    const known = classes.get(className)
    if (known) {
      known.count++
      known.splits.add(split)
    } else classes.set(className, { first: name, count: 1, splits: new Set([split]) })
  }
  const notes: FileProblem[] = []
  const twins = new NameTwins()
  const isTwin = ({ code }: FileProblem) => code === 'case-twin' || code === 'accent-twin'
  const told = new Set(problems.filter(isTwin).map(({ place }) => twinKey(baseOf(place))))
  for (const [className, { first, count, splits: seen }] of classes) {
    const note = (code: string, message: string, remedy: string) => notes.push({ code, message, remedy, place: first })
    if (count === 1) note('class-one-picture', `class ${className} has one picture`, 'add pictures of it')
    if (!seen.has('train') && !seen.has(undefined))
      note(
        'class-untrained',
        `class ${className} is in ${splits.filter((split) => seen.has(split)).join(' and ')} only, not in train`,
        'put pictures of it into train, or give it the name of a class there',
      )
    const twin = twins.add(className, first)
    if (twin && !told.has(twinKey(className)))
      notes.push({ ...twin, code: `class-${twin.code}`, message: `class ${twin.message}` })
  }
  return notes
}
