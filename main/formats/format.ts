import type { FormatDescription } from '../../shared/formats/exportFormats'
import type { ExportOptions } from '../../shared/formats/exportOptions'
import type { ExportLayer, ExportModel } from './exportModel'
import type { ImportedModel, ReadBudget } from './importedModel'
import type { TrainingSource } from './trainingSource'

/** How a long piece of work goes on and may end. */
export interface FormatWork {
  /** Bytes of weights that are done. */
  onProgress(done: number, total: number): void
  /** Aborted: the writer throws its reason at the next weight. */
  readonly signal?: AbortSignal | undefined
  /** TensorFlow.js in one script for browsers: whoever has the engine knows where it lies. */
  readonly browserScript?: string | undefined
}

/**
 * One format: a folder with an `index.ts` that exports this, and a line in `index.ts` of this folder.
 *
 * A writer is given a place that is not there yet and writes it all: a file, or a folder with files. It need not care for
 * atomicity: the export job hands it a temporary name beside the final one, syncs and renames it when the proof is done.
 */
export interface Format {
  readonly description: FormatDescription
  /** Layers that the format has no equal for, before anything is written; none: it can be written. */
  refuse(model: ExportModel, options: ExportOptions): readonly LayerRefusal[]
  write(model: ExportModel, options: ExportOptions, place: string, work: FormatWork): Promise<void>
  /** The lines of a program that uses the model, with the file's name in it: lies beside the export as `name`. */
  example(model: ExportModel, options: ExportOptions, fileName: string): ExampleProgram
  /** Programs beside it that train the network anew. */
  scripts?(source: TrainingSource): readonly ExampleProgram[]
  /** Data only; throws a Problem with a stable code for what it refuses. `place` is a file, or a folder's. */
  read?(place: string, budget: ReadBudget): Promise<ImportedModel>
}

export interface LayerRefusal {
  readonly layer: ExportLayer
  /** 'the padding of ...', 'group norm'. */
  readonly what: string
  readonly remedy: string
}

export interface ExampleProgram {
  /** 'predict.py' */
  readonly name: string
  readonly text: string
}
