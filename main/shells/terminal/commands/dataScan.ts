import type { Command } from 'commander'
import { scanSource } from '../../../studio/datasets/scanSource'
import { wholeNumber } from '../arguments'
import { choiceOption } from '../choiceOption'
import { scanReportText } from '../data/scanReportText'
import { watchScan } from '../data/watchScan'
import { type CommonOptions, command, run } from '../output'
import { terminalStudio } from '../theStudio'

interface ScanOptions extends CommonOptions {
  readonly nested?: 'first-folder' | 'full-path'
  readonly fresh?: boolean
  readonly names: number
}

/** `data scan SRC [--nested [how]] [--fresh] [--names N]` */
export const dataScanCommand = (): Command =>
  command('scan')
    .description('what a data set holds and what is wrong with it')
    .argument(
      '<src>',
      'a folder with one folder a class (also in train/, val/, test/), a zip of one, a CSV of paths and labels, IDX files, CIFAR batches, or a sample',
    )
    .addOption(
      choiceOption(
        '--nested [how]',
        'folders inside a class folder: their pictures belong to the class (first-folder), or each is a class (full-path)',
        ['first-folder', 'full-path'],
      ).preset('first-folder'),
    )
    .option('--fresh', 'look at every file again, also at those that an earlier scan knows')
    .option('--names <n>', 'how many names are shown of each kind', wholeNumber(1), 5)
    .addHelpText(
      'after',
      '\nCtrl-C stops it (status 130); what was looked at is kept, and the next scan goes on from there.',
    )
    .action((source: string, { fresh, nested, names, ...common }: ScanOptions) =>
      run(common, async (output) => {
        const wishes = { source, folder: process.cwd(), ...(fresh && { fresh }), ...(nested && { nested }) }
        const result = await watchScan(output, (listeners) => scanSource(terminalStudio(), wishes, listeners))
        if (!result) return
        const { format: _format, version: _version, ...report } = result.report
        output.answer({ ...report, reused: result.reused, report: result.file }, scanReportText(result.report, names))
      }),
    )
