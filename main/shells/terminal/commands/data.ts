import type { Command } from 'commander'
import { command } from '../output'
import { dataScanCommand } from './dataScan'

/** `data scan SRC`, and what else concerns data sets. */
export const dataCommand = (): Command =>
  command('data').description('look at a data set, and mend it').addCommand(dataScanCommand())
