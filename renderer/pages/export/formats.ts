import { exportFormats, type FormatDescription } from '../../../shared/formats/exportFormats'
import type { FormatId } from '../../../shared/formats/exportOptions'
import type { ExportRecord } from '../../../shared/records/exportRecord'

export type PastExport = { readonly record: ExportRecord; readonly isThere: boolean }

/** As people call it; most formats have one name in every language. */
export const formatName = (format: FormatDescription, t: (key: 'webPage') => string): string =>
  format.id === 'web' ? t('webPage') : format.name

/** The newest export of each format, of a list that is newest first. */
export function newestOf(history: readonly PastExport[]): ReadonlyMap<FormatId, PastExport> {
  const found = new Map<FormatId, PastExport>()
  for (const past of history) if (!found.has(past.record.format)) found.set(past.record.format, past)
  return found
}

/** What a file of that format is called: of letters that every disk takes. */
export function fileName(project: string, { kind, extensions, id }: FormatDescription): string {
  const stem =
    project
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      .slice(0, 60) || 'network'
  return kind === 'folder' ? `${stem}-${id}` : `${stem}${extensions[0]}`
}

/** How a program of its world opens it, to be copied. */
export function snippet(format: FormatId, place: string): string {
  const name = JSON.stringify(place.split(/[\\/]/).at(-1) ?? place)
  const lines: Readonly<Record<FormatId, string>> = {
    tfjs: `const model = await tf.loadLayersModel(${JSON.stringify(`${place.split(/[\\/]/).at(-1)}/model.json`)})\nmodel.predict(pictures)`,
    keras: `import keras\nmodel = keras.saving.load_model(${name})\nmodel.predict(pictures)`,
    h5: `import keras\nmodel = keras.models.load_model(${name})\nmodel.predict(pictures)`,
    savedmodel: `import tensorflow as tf\nmodel = tf.saved_model.load(${name})\nmodel.signatures["serving_default"](pictures)`,
    pytorch: `python predict.py picture.png`,
    onnx: `import onnxruntime\nsession = onnxruntime.InferenceSession(${name})\nsession.run(None, {session.get_inputs()[0].name: pictures})`,
    safetensors: `from safetensors.numpy import load_file\nweights = load_file(${name})`,
    web: `open index.html`,
  }
  return lines[format]
}

/** Shown in the drawn file: three to five letters. */
export const signOf = ({ id }: FormatDescription): string =>
  ({
    tfjs: 'tfjs',
    keras: 'keras',
    h5: 'h5',
    savedmodel: 'pb',
    pytorch: 'py',
    onnx: 'onnx',
    safetensors: 'safe',
    web: 'html',
  })[id]

export { exportFormats }
