import { Command } from 'commander'
import { dataPreviewCommand } from './dataPreview'
import { dataScanCommand } from './dataScan'

/** `data scan SRC`, and what else concerns data sets. It has no options itself, for it would take those of the commands inside. */
export const dataCommand = (): Command =>
  new Command('data')
    .description('look at a data set, and mend it')
    .addCommand(dataScanCommand())
    .addCommand(dataPreviewCommand())
