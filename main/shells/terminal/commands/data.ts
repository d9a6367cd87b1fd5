import { Command } from 'commander'
import { dataFixCommand } from './dataFix'
import { dataPreviewCommand } from './dataPreview'
import { dataScanCommand } from './dataScan'
import { dataUndoCommand } from './dataUndo'

/** `data scan SRC`, and what else concerns data sets. It has no options itself, for it would take those of the commands inside. */
export const dataCommand = (): Command =>
  new Command('data')
    .description('look at a data set, and mend it')
    .addCommand(dataScanCommand())
    .addCommand(dataFixCommand())
    .addCommand(dataUndoCommand())
    .addCommand(dataPreviewCommand())
