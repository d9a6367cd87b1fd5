import type { Command } from 'commander'
import { type ScanListeners, scanSource } from '../../../studio/datasets/scanSource'
import { wholeNumber } from '../arguments'
import { choiceOption } from '../choiceOption'
import { scanReportText } from '../data/scanReportText'
import { tellScan } from '../data/scanStory'
import { listenForInterrupts, statusOf } from '../interrupts'
import { type CommonOptions, command, printProblem, problemOf, run } from '../output'
import { createStatusLine } from '../statusLine'
import { terminalStudio } from '../theStudio'

interface ScanOptions extends CommonOptions {
  readonly nested?: 'first-folder' | 'full-path' | true
  readonly fresh?: boolean
  readonly names: number
}

/** `data scan SRC [--nested [how]] [--fresh] [--names N]` */
export const dataScanCommand = (): Command =>
  command('scan')
    .description('what a data set holds and what is wrong with it')
    .argument(
      '<src>',
      'a folder with one folder a class (also in train/, val/, test/), a zip of one, or a CSV of paths and labels',
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
    .action((source: string, options: ScanOptions) =>
      run(options, async (output) => {
        const status = createStatusLine()
        const listeners: ScanListeners = {
          onEvent: tellScan(output, status),
          onRestart: ({ details }) => {
            status.clear()
            printProblem(output, 'warning', {
              ...details,
              remedy: 'a picture may have done that; the scan goes on without it',
            })
          },
          ...(output.isDebug && { onText: output.say }),
        }
        const { fresh, nested } = options
        const scan = scanSource(
          terminalStudio(),
          {
            source,
            folder: process.cwd(),
            ...(fresh && { fresh }),
            ...(nested !== undefined && { nested: nested === true ? 'first-folder' : nested }),
          },
          listeners,
        )
        const interrupts = listenForInterrupts(() => scan.stop())
        try {
          const { report, reused, file } = await scan.ended
          status.clear()
          const { format: _format, version: _version, ...facts } = report
          output.answer({ ...facts, reused, report: file }, scanReportText(report, options.names))
        } catch (error) {
          if (!interrupts.signal) throw error
          process.exitCode = statusOf(interrupts.signal)
          output.answer({ error: problemOf(error) })
          status.say('stopped; what was looked at is kept')
        } finally {
          status.clear()
          interrupts.close()
        }
      }),
    )
