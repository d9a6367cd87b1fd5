import type { FormatId } from '../../shared/formats/exportOptions'
import { formatOf } from '.'
import { type ImportedModel, type ReadBudget, readBudget } from './importedModel'
import { recognizeModel } from './recognize'

/** Reads a stranger's model file of any format that we read. Throws a Problem with a stable code for what it refuses. */
export async function readModel(
  place: string,
  budget: ReadBudget = readBudget,
): Promise<{ readonly format: FormatId; readonly model: ImportedModel }> {
  const format = recognizeModel(place)
  const { read } = formatOf(format)
  if (!read) throw new Error(`${format} is not read`)
  return { format, model: await read(place, budget) }
}
