import type { Finding, Repair, Severity } from '../../../shared/records/scanReport'
import { listingNotes } from '../listing/listingNotes'
import type { PictureListing } from '../listing/pictureListing'
import { type AlikeGroups, connectedGroups, keptOf } from './alike'
import { faultOf, isGrey } from './badPictures'
import type { NearDuplicates } from './nearDuplicates'
import type { Placed } from './placed'
import type { Levels, ScannedSet } from './scannedSet'

export interface FindingsQuestion {
  readonly set: ScannedSet
  /** Positions of the pictures that are used. */
  readonly used: readonly number[]
  readonly placed: readonly Placed[]
  /** Images of each class. */
  readonly classes: Readonly<Record<string, number>>
  /** Files that are not used. */
  readonly problems: number
  readonly duplicates: AlikeGroups
  readonly near: NearDuplicates
  readonly listing: Pick<PictureListing, 'problems'>
}

/** The largest class may have this many times the images of the smallest before it is told. */
const evenness = 10

/** What is to be known of a data set, the gravest first. */
export function findings(question: FindingsQuestion): Finding[] {
  const found = [
    ...classFindings(question),
    ...duplicateFindings(question),
    ...nearFindings(question),
    ...unusedFindings(question),
    ...pictureFindings(question),
    ...listingFindings(question),
  ]
  const order: readonly Severity[] = ['error', 'warning', 'note']
  return found.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}

function classFindings({ classes, used }: FindingsQuestion): Finding[] {
  const counts = Object.entries(classes).filter(([, count]) => count > 0)
  if (used.length === 0)
    return [{ kind: 'no-images', severity: 'error', message: 'there is no picture that can be used', count: 0 }]
  const [first] = counts
  if (first && counts.length === 1)
    return [
      { kind: 'one-class', severity: 'error', message: `all pictures are of one class, ${first[0]}`, count: first[1] },
    ]
  const sorted = [...counts].sort((a, b) => a[1] - b[1])
  const [least, most] = [sorted[0], sorted[sorted.length - 1]] as [[string, number], [string, number]]
  if (most[1] < evenness * least[1]) return []
  return [
    {
      kind: 'class-imbalance',
      severity: 'warning',
      message: `class ${most[0]} has ${(most[1] / least[1]).toFixed(1)} times the pictures of ${least[0]} (${most[1]} and ${least[1]})`,
      count: counts.length,
    },
  ]
}

/** Groups as findings: across splits, with different labels, and all of them with one to keep. */
interface Grouping {
  readonly kind: 'duplicates' | 'near-duplicates'
  /** What the pictures of a group have in common. */
  readonly are: string
  readonly whole: AlikeGroups
  /** Groups whose first is to be kept and like all others of it. */
  readonly withKept: AlikeGroups
}

function groupFindings({ set, placed }: FindingsQuestion, { kind, are, whole, withKept }: Grouping): Finding[] {
  const differIn = (key: 'className' | 'split') =>
    whole.filter((group) => new Set(group.map((k) => placed[k]?.[key])).size > 1)
  const finding = (ending: string, severity: Severity, message: string, groups: AlikeGroups, repair: Repair) =>
    groups.length === 0
      ? []
      : [
          {
            kind: `${kind}${ending}`,
            severity,
            message,
            count: groups.flat().length,
            groups: namesOf(set, groups),
            repair,
          },
        ]
  const across = differIn('split')
  const torn = differIn('className')
  return [
    ...finding(
      '-across-splits',
      'error',
      `${groupsOf(across)} ${are} and lie in different splits: the figures on validation or test pictures will be too good`,
      across,
      'one-split',
    ),
    ...finding(
      '-with-different-labels',
      'error',
      `${groupsOf(torn)} ${are} and have different labels`,
      torn,
      'exclude',
    ),
    ...finding('', 'warning', `${groupsOf(withKept)} ${are}`, withKept, 'keep-one'),
  ]
}

const groupsOf = (groups: AlikeGroups): string => {
  const pictures = groups.flat().length
  return `${pictures} pictures in ${groups.length} ${groups.length === 1 ? 'group' : 'groups'}`
}

const namesOf = (set: ScannedSet, groups: AlikeGroups): string[][] =>
  groups.map((group) => group.map((k) => set.entries[k]?.name as string))

const duplicateFindings = (question: FindingsQuestion): Finding[] =>
  groupFindings(question, {
    kind: 'duplicates',
    are: 'are the same file',
    whole: question.duplicates,
    withKept: question.duplicates,
  })

function nearFindings(question: FindingsQuestion): Finding[] {
  const { near, set } = question
  const whole = connectedGroups(near.pairs, set.entries.length)
  const keyOf = (i: number, j: number) => i * set.entries.length + j
  const pairs = new Set(near.pairs.map(([i, j]) => keyOf(i, j)))
  const isPair = (i: number, j: number) => pairs.has(keyOf(i, j))
  const withKept = whole.flatMap((group) => {
    const kept = keptOf(group, isPair)
    const others = group.filter((k) => !kept.includes(k))
    return kept.flatMap((keeper) => {
      // Each other one goes with the first that it is a pair of.
      const own = others.filter((k) => kept.find((first) => isPair(first, k)) === keeper)
      return own.length > 0 ? [[keeper, ...own]] : []
    })
  })
  const found = groupFindings(question, { kind: 'near-duplicates', are: 'show nearly the same', whole, withKept })
  if (near.isComplete) return found
  const message = 'so many pictures are alike that not all near duplicates were looked for'
  return [...found, { kind: 'near-search-cut-short', severity: 'note', message, count: 0 }]
}

function unusedFindings({ problems }: FindingsQuestion): Finding[] {
  if (problems === 0) return []
  const message = `${problems} ${problems === 1 ? 'file or folder is' : 'files or folders are'} not used`
  return [{ kind: 'unusable', severity: 'warning', message, count: problems }]
}

function pictureFindings({ set, used }: FindingsQuestion): Finding[] {
  const faults = new Map<string, string[]>()
  const add = (kind: string, k: number) => {
    const name = set.entries[k]?.name as string
    const known = faults.get(kind)
    if (known) known.push(name)
    else faults.set(kind, [name])
  }
  const grey: number[] = []
  for (const k of used) {
    const levels = set.at(k).levels as Levels
    const fault = faultOf(levels)
    if (fault) add(fault, k)
    else if (isGrey(levels)) grey.push(k)
  }
  // Where most are grey, the odd ones are those of colour: nothing is lost by making them grey.
  if (2 * grey.length < used.length) for (const k of grey) add('grey-among-colour', k)
  const say = (kind: string, severity: Severity, what: string): Finding[] => {
    const paths = faults.get(kind)
    if (!paths) return []
    const message = `${paths.length} ${paths.length === 1 ? 'picture is' : 'pictures are'} ${what}`
    return [{ kind, severity, message, count: paths.length, paths, repair: 'exclude' }]
  }
  return [
    ...say('nearly-black', 'warning', 'nearly black'),
    ...say('nearly-uniform', 'warning', 'of nearly one colour'),
    ...say('blurred', 'warning', 'blurred, with nothing sharp'),
    ...say('grey-among-colour', 'note', 'grey among pictures of colour'),
  ]
}

/** What the listing says of classes and names. */
function listingFindings({ listing }: FindingsQuestion): Finding[] {
  const byCode = new Map<string, FindingsQuestion['listing']['problems'][number][]>()
  for (const problem of listing.problems) {
    if (!listingNotes.has(problem.code)) continue
    const known = byCode.get(problem.code)
    if (known) known.push(problem)
    else byCode.set(problem.code, [problem])
  }
  return [...byCode].map(([kind, problems]) => {
    const [first] = problems
    const more = problems.length > 1 ? `, and ${problems.length - 1} more` : ''
    return {
      kind,
      severity: kind.startsWith('class-') ? 'warning' : 'note',
      message: `${first?.place}: ${first?.message}${more}`,
      count: problems.length,
      paths: problems.map(({ place }) => place),
    } satisfies Finding
  })
}
