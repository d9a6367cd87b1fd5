import type { Command } from 'commander'
import { type DataSetEdit, namesOf } from '../../../../shared/records/dataSetEdit'
import { repairData } from '../../../studio/datasets/repairData'
import { openProject } from '../../../studio/projects/projects'
import { wholeNumber } from '../arguments'
import { scanReportText } from '../data/scanReportText'
import { watchScan } from '../data/watchScan'
import { count } from '../format'
import { type CommonOptions, command, run } from '../output'
import { terminalStudio } from '../theStudio'

interface FixOptions extends CommonOptions {
  readonly kind?: readonly string[]
  readonly names: number
}

/** `data fix PROJECT [--kind KIND ...]` */
export const dataFixCommand = (): Command =>
  command('fix')
    .description(
      "mend what is wrong with a project's data set, as edits that can be undone; the files stay as they are",
    )
    .argument('<project>', 'folder with a project.json')
    .option('--kind <kind...>', 'what to mend: kinds that a scan names (duplicates-across-splits, nearly-black ...)')
    .option('--names <n>', 'how many names are shown of each kind', wholeNumber(1), 5)
    .addHelpText('after', '\nWithout --kind it says how the data set stands. "data undo" takes the last edit back.')
    .action((place: string, { kind = [], names, ...common }: FixOptions) =>
      run(common, async (output) => {
        const project = await openProject(place)
        const result = await watchScan(output, (listeners) => repairData(terminalStudio(), project, kind, listeners))
        if (!result) return
        const { report, edits, file } = result
        const { findings, images, splits, classes } = report
        const left = findings.map(({ kind, severity, count, repair }) => ({
          kind,
          severity,
          count,
          repair: repair ?? null,
        }))
        output.answer(
          { dataset: file, edits, images, splits, classes, findings: left },
          kind.length === 0 ? scanReportText(report, names) : [...edits.map(editText), `written to ${file}`].join('\n'),
        )
      }),
    )

/** What an edit does, for people. */
export function editText(edit: DataSetEdit): string {
  const pictures = (n: number) => `${count(n)} ${n === 1 ? 'picture' : 'pictures'}`
  const why = edit.reason === undefined ? '' : ` (${edit.reason})`
  switch (edit.kind) {
    case 'exclude':
      return `${pictures(edit.names.length)} left out${why}`
    case 'relabel':
      return `${pictures(edit.names.length)} now of class ${edit.className}${why}`
    case 'move':
      return `${pictures(edit.names.length)} moved to ${edit.split}${why}`
    case 'move-each':
      return `${edit.moves.map(({ split, names }) => `${pictures(names.length)} moved to ${split}`).join(', ')}${why}`
    case 'restore':
      return `${pictures(namesOf(edit).length)} as in version ${edit.number}${why}`
    case 'keep-one':
      return `${pictures(edit.groups.length)} kept, ${pictures(namesOf(edit).length - edit.groups.length)} like them left out${why}`
  }
}
