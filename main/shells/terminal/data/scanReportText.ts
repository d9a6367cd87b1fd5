import type { Finding, ScanReport } from '../../../../shared/records/scanReport'
import { bytes, count, percent, table } from '../format'

/** A health report for people: what is there, what is wrong with it, and what mends it. `most`: names that are shown of each kind. */
export function scanReportText(report: ScanReport, most = 5): string {
  const { source, images, files } = report
  return [
    `${source}: ${count(images)} ${images === 1 ? 'picture' : 'pictures'} of ${count(Object.keys(report.classes).length)} classes, ${bytes(report.bytes)}${files > images ? ` (${count(files)} files)` : ''}`,
    ...contentLines(report),
    ...(images === 0 ? [] : ['', classTable(report)]),
    ...problemLines(report, most),
    ...findingLines(report, most),
  ].join('\n')
}

function contentLines({ formats, sizes, pixels, notes }: ScanReport): string[] {
  if (!sizes || !pixels) return []
  const listed = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort((a, b) => b[1] - a[1])
      .map(([name, value]) => `${count(value)} ${name}`)
      .join(', ')
  const side = ({ least, median, most }: { least: number; median: number; most: number }) =>
    least === most ? `${least}` : `${least} to ${most} (half of them up to ${median})`
  const levels = (values: readonly number[]) => values.map((value) => value.toFixed(3)).join(' ')
  return [
    `${listed(formats)}; width ${side(sizes.width)}, height ${side(sizes.height)} pixels`,
    `mean ${levels(pixels.mean)}, deviation ${levels(pixels.deviation)} (R G B, 0 to 1)`,
    ...(Object.keys(notes).length > 0 ? [`taken, with a word: ${listed(notes)}`] : []),
  ]
}

/** Classes by name; of very many, the largest and the smallest. */
function classTable({ classes, classesOfSplits, images }: ScanReport): string {
  const splits = Object.keys(classesOfSplits) as (keyof typeof classesOfSplits)[]
  const rows = Object.entries(classes).map(([name, own]) => [
    name,
    count(own),
    percent(own / images, 1),
    ...(splits.length > 1 ? splits.map((split) => count(classesOfSplits[split]?.[name] ?? 0)) : []),
  ])
  const head = ['class', 'pictures', 'part', ...(splits.length > 1 ? splits : [])]
  if (rows.length <= 40) return table([head, ...rows])
  const sizes = Object.values(classes).sort((a, b) => a - b)
  return `${count(rows.length)} classes, of ${count(sizes[0] ?? 0)} to ${count(sizes.at(-1) ?? 0)} pictures`
}

function problemLines({ problems }: ScanReport, most: number): string[] {
  if (problems.length === 0) return []
  return [
    '',
    'not used:',
    ...shown(
      problems.map(({ path, code, reason }) => `${path}: ${reason} (${code})`),
      most,
    ),
  ]
}

const signs: Readonly<Record<Finding['severity'], string>> = { error: 'error', warning: 'warning', note: 'note' }
const repairs: Readonly<Record<NonNullable<Finding['repair']>, string>> = {
  exclude: 'leaves them out',
  'keep-one': 'keeps the first of each group',
  'one-split': 'puts each group into one split',
}

function findingLines({ findings }: ScanReport, most: number): string[] {
  const told = findings.filter(({ kind }) => kind !== 'unusable')
  if (told.length === 0) return ['', 'nothing else is wrong with it']
  return told.flatMap(({ kind, severity, message, paths, groups, repair }) => [
    '',
    `${signs[severity]}: ${message}`,
    ...shown(groups ? groups.map((group) => group.join('  =  ')) : (paths ?? []), most),
    ...(repair ? [`  data fix PROJECT --kind ${kind}   ${repairs[repair]}`] : []),
  ])
}

function shown(lines: readonly string[], most: number): string[] {
  const first = lines.slice(0, most).map((line) => `  ${line}`)
  return lines.length > most ? [...first, `  ... and ${count(lines.length - most)} more`] : first
}
