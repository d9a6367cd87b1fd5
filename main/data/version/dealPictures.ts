import type { DataSetEntry, DealingRule } from '../../../shared/records/dataSetFile'
import { contentNumber } from '../contentNumber'
import type { Split } from '../dataSet'
import { burstOf } from './burstOf'
import { Groups } from './groups'

/** A picture that can be used. */
export interface UsablePicture {
  readonly name: string
  /** Of the file's bytes, hexadecimal. */
  readonly sha256: string
  readonly className: string
  /** Where the source itself says so. */
  readonly split: Split | undefined
}

export interface Dealing {
  readonly pictures: readonly UsablePicture[]
  readonly rule: DealingRule
  /** Splits of an earlier version, by name: these stay. */
  readonly dealt?: ReadonlyMap<string, Split> | undefined
  /** Names of pictures that are nearly the same and belong together; a scan finds them. */
  readonly alike?: readonly (readonly string[])[] | undefined
}

/**
 * Gives each picture a split.
 *
 * What the source says stays, and nothing is dealt out for a split that the source has itself: where it has `train/` and `val/`,
 * only test pictures are taken, out of `train/`. What was dealt before stays too.
 *
 * The rest falls in groups: equal contents, near duplicates and, if the rule says so, bursts go together, and where one of them
 * already stands, the others follow. The groups of a class, in an order that follows from contents and seed, fill the test split up
 * to its part of the class, then validation, then train: each class has its parts to within half a group, also after pictures were
 * added, and keeps one to train on. Without stratification a group goes by its number alone, and the parts are met on average.
 */
export function dealPictures({ pictures, rule, dealt, alike = [] }: Dealing): DataSetEntry[] {
  const own = new Set(pictures.map(({ split }) => split))
  const parts: Parts = {
    test: own.has('test') ? 0 : rule.test,
    validation: own.has('validation') ? 0 : rule.validation,
  }
  const splits = pictures.map((picture) => (isOpen(picture) ? dealt?.get(picture.name) : picture.split))
  const open: OpenGroup[] = []
  // Where all is for training, the order does not matter.
  const isDealt = parts.test + parts.validation > 0
  for (const group of groupsOf(pictures, rule, alike)) {
    const members = follow(group, pictures, splits)
    if (members.length > 0) open.push({ members, number: isDealt ? numberOf(members, pictures, rule.seed) : 1 })
  }
  if (rule.stratified) dealByClass(open, pictures, splits, parts)
  else
    for (const { members, number } of open) {
      const split = number < parts.test ? 'test' : number < parts.test + parts.validation ? 'validation' : 'train'
      for (const i of members) splits[i] = split
    }
  return pictures.map(({ name, sha256, className }, i) => [name, sha256, className, splits[i] as Split])
}

type Parts = Readonly<Record<'test' | 'validation', number>>

/** Pictures that go together and have no split yet. */
interface OpenGroup {
  readonly members: readonly number[]
  /** Its place in the order, 0 to 1. */
  readonly number: number
}

/** Whether a picture may be dealt out: its source says nothing, or puts it where test and validation are taken from. */
const isOpen = ({ split }: UsablePicture): boolean => split === undefined || split === 'train'

function groupsOf(pictures: readonly UsablePicture[], rule: DealingRule, alike: readonly (readonly string[])[]) {
  const groups = new Groups(pictures.length)
  groups.joinByKey(pictures.map(({ sha256 }) => sha256))
  if (rule.bursts) groups.joinByKey(pictures.map(({ name }) => burstOf(name)))
  const at = alike.length > 0 ? new Map(pictures.map(({ name }, i) => [name, i])) : undefined
  for (const names of alike) {
    const [first, ...others] = names.map((name) => at?.get(name)).filter((i): i is number => i !== undefined)
    for (const other of others) groups.join(first as number, other)
  }
  const members = new Map<number, number[]>()
  for (let i = 0; i < pictures.length; i++) {
    const group = groups.of(i)
    const known = members.get(group)
    if (known) known.push(i)
    else members.set(group, [i])
  }
  return members.values()
}

/**
 * Puts the members of a group without a split where others of it stand, and gives those that are left to deal. A picture that its
 * source has in `train/` stays there beside a copy in `val/`: that is for the health report to say, and for a person to decide.
 */
function follow(group: readonly number[], pictures: readonly UsablePicture[], splits: (Split | undefined)[]): number[] {
  const open = group.filter((i) => splits[i] === undefined)
  if (open.length === group.length) return open
  const there = group.map((i) => splits[i]).filter((split) => split !== undefined)
  const split = there.includes('train') ? 'train' : (there[0] as Split)
  for (const i of open) splits[i] = pictures[i]?.split ?? split
  return []
}

/** Of the content that comes first, so that it does not depend on names or on their order. */
function numberOf(members: readonly number[], pictures: readonly UsablePicture[], seed: number): number {
  let first = (pictures[members[0] as number] as UsablePicture).sha256
  for (const i of members) {
    const { sha256 } = pictures[i] as UsablePicture
    if (sha256 < first) first = sha256
  }
  const bytes = Buffer.from(first, 'hex')
  return contentNumber((k) => bytes.readUInt32LE(4 * k), seed)
}

interface Tally extends Record<Split, number> {
  /** Pictures of the class among which is dealt. */
  whole: number
  /** Groups that are still open. */
  open: number
}

function dealByClass(
  open: OpenGroup[],
  pictures: readonly UsablePicture[],
  splits: (Split | undefined)[],
  parts: Parts,
): void {
  const tallies = new Map<string, Tally>()
  const tallyOf = (i: number): Tally => {
    const { className } = pictures[i] as UsablePicture
    const known = tallies.get(className)
    if (known) return known
    const fresh = { train: 0, validation: 0, test: 0, whole: 0, open: 0 }
    tallies.set(className, fresh)
    return fresh
  }
  for (const [i, picture] of pictures.entries()) {
    if (!isOpen(picture)) continue
    const tally = tallyOf(i)
    const split = splits[i]
    tally.whole++
    if (split) tally[split]++
  }
  for (const { members } of open) tallyOf(members[0] as number).open++
  for (const { members } of open.sort((a, b) => a.number - b.number)) {
    const tally = tallyOf(members[0] as number)
    tally.open--
    const lacks = (split: 'test' | 'validation') => tally[split] + members.length / 2 <= parts[split] * tally.whole
    const isLastHope = tally.open === 0 && tally.train === 0
    const split = isLastHope ? 'train' : lacks('test') ? 'test' : lacks('validation') ? 'validation' : 'train'
    tally[split] += members.length
    for (const i of members) splits[i] = split
  }
}
