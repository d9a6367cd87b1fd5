import type { Command } from 'commander'
import { undoDataEdit } from '../../../studio/datasets/repairData'
import { openProject } from '../../../studio/projects/projects'
import { count } from '../format'
import { type CommonOptions, command, run } from '../output'
import { terminalStudio } from '../theStudio'
import { editText } from './dataFix'

/** `data undo PROJECT` */
export const dataUndoCommand = (): Command =>
  command('undo')
    .description("take back the last edit of a project's data set")
    .argument('<project>', 'folder with a project.json')
    .action((place: string, options: CommonOptions) =>
      run(options, async (output) => {
        const { undone, edits, file } = await undoDataEdit(terminalStudio(), await openProject(place))
        output.answer(
          { dataset: file, undone, edits },
          `undone: ${editText(undone)}\n${count(edits)} ${edits === 1 ? 'edit is' : 'edits are'} left in ${file}`,
        )
      }),
    )
