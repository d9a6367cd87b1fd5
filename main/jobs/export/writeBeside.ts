import path from 'node:path'
import type { ExportOptions } from '../../../shared/formats/exportOptions'
import type { ExportRecord } from '../../../shared/records/exportRecord'
import type { Disk } from '../../disk/disk'
import { writeNewFile } from '../../disk/writeNewFile'
import { cardText } from '../../formats/beside/cardText'
import { labelsText } from '../../formats/beside/labels'
import type { ExportModel } from '../../formats/exportModel'
import type { Format } from '../../formats/format'
import { notesFile, notesOf } from '../../formats/modelNotes'
import type { TrainingSource } from '../../formats/trainingSource'

/** Labels, preprocessing, model card, example and what the check found, into a folder that is there. */
export async function writeBeside(
  disk: Disk,
  folder: string,
  {
    model,
    options,
    format,
    record,
    training,
  }: {
    readonly model: ExportModel
    readonly options: ExportOptions
    readonly format: Format
    readonly record: ExportRecord
    /** What the training was, for programs that do it again. */
    readonly training?: TrainingSource
  },
): Promise<void> {
  const example = format.example(model, options, path.basename(record.path))
  const scripts = training ? (format.scripts?.(training) ?? []) : []
  const files: Readonly<Record<string, string>> = {
    [notesFile]: `${JSON.stringify(notesOf(model, options.layout), undefined, 2)}\n`,
    'labels.json': labelsText(model),
    'MODEL_CARD.md': cardText(model, options, format.description.name, record.check),
    'export.json': `${JSON.stringify(record, undefined, 2)}\n`,
    [example.name]: example.text,
    ...Object.fromEntries(scripts.map(({ name, text }) => [name, text])),
  }
  for (const [name, text] of Object.entries(files))
    await writeNewFile(disk, path.join(folder, name), [Buffer.from(text)])
  await disk.syncFolder(folder)
}
