import { Problem } from '../problem'
import { type ExportOption, ExportOptions, type ExportWishes, exportDefaults, type FormatId } from './exportOptions'

/** A format as the window, the terminal and the jobs know it: data alone. */
export interface FormatDescription {
  readonly id: FormatId
  /** As people call it. */
  readonly name: string
  /** A model is one file, or a folder. */
  readonly kind: 'file' | 'folder'
  /** With the dot; the first is the one that is written. Of a folder: of the file in it that is opened. */
  readonly extensions: readonly string[]
  /** Where it opens, in a sentence. */
  readonly opens: string
  /** What may be chosen, with the values that it has; the first is the default. */
  readonly options: Readonly<Partial<Record<ExportOption, readonly (string | boolean)[]>>>
  readonly isRead: boolean
}

export const commonExportOptions = {
  weights: ['float32', 'float16'],
  foldBatchNorm: [false, true],
  output: ['logits', 'probabilities'],
  preprocessing: ['inside', 'outside'],
} as const

export const tfjsFormat: FormatDescription = {
  id: 'tfjs',
  name: 'TensorFlow.js',
  kind: 'folder',
  extensions: ['.json'],
  opens: 'in a browser or in Node, with tf.loadLayersModel',
  options: commonExportOptions,
  isRead: true,
}

export const savedModelFormat: FormatDescription = {
  id: 'savedmodel',
  name: 'TensorFlow SavedModel',
  kind: 'folder',
  extensions: ['.pb'],
  opens: 'in TensorFlow and TensorFlow Serving',
  options: commonExportOptions,
  isRead: true,
}

export const pytorchFormat: FormatDescription = {
  id: 'pytorch',
  name: 'PyTorch',
  kind: 'folder',
  extensions: ['.py'],
  opens: 'in PyTorch: a module written to be read, its weights and a program that predicts',
  options: commonExportOptions,
  isRead: false,
}

export const onnxFormat: FormatDescription = {
  id: 'onnx',
  name: 'ONNX',
  kind: 'file',
  extensions: ['.onnx'],
  opens: 'in onnxruntime and most other inference engines',
  options: { ...commonExportOptions, layout: ['nchw', 'nhwc'] },
  isRead: true,
}

export const webFormat: FormatDescription = {
  id: 'web',
  name: 'Web page',
  kind: 'folder',
  extensions: ['.html'],
  opens: 'by itself in any browser, without a server or a network; with programs for Node and Python beside it',
  options: commonExportOptions,
  isRead: false,
}

export const safetensorsFormat: FormatDescription = {
  id: 'safetensors',
  name: 'safetensors',
  kind: 'file',
  extensions: ['.safetensors'],
  opens: 'in any program that reads named arrays; with the names of torchvision in PyTorch',
  options: {
    weights: commonExportOptions.weights,
    foldBatchNorm: commonExportOptions.foldBatchNorm,
    preprocessing: ['outside'],
    names: ['project', 'torchvision'],
  },
  isRead: true,
}

export const kerasFormat: FormatDescription = {
  id: 'keras',
  name: 'Keras 3',
  kind: 'file',
  extensions: ['.keras'],
  opens: 'in Python with keras.models.load_model',
  options: commonExportOptions,
  isRead: true,
}

export const h5Format: FormatDescription = {
  id: 'h5',
  name: 'Keras HDF5',
  kind: 'file',
  extensions: ['.h5', '.hdf5'],
  opens: 'in Python with keras.models.load_model, Keras 2 and 3',
  options: commonExportOptions,
  isRead: true,
}

/** Every format that can be written, in the order in which people are shown them. One line a format. */
export const exportFormats: readonly FormatDescription[] = [
  tfjsFormat,
  kerasFormat,
  h5Format,
  savedModelFormat,
  pytorchFormat,
  onnxFormat,
  safetensorsFormat,
  webFormat,
]

export function formatDescription(id: FormatId): FormatDescription | undefined {
  return exportFormats.find((format) => format.id === id)
}

/** The options that were given with the format's defaults. Throws `export-option` for one that the format does not have. */
export function formatOptions(format: FormatDescription, given: ExportWishes): ExportOptions {
  const options: Record<string, unknown> = { ...exportDefaults }
  for (const [key, values] of Object.entries(format.options)) options[key] = values?.[0]
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === options[key]) continue
    const values = format.options[key as ExportOption]
    if (!values?.includes(value))
      throw new Problem({
        code: 'export-option',
        message: `${format.name} has no ${key} ${JSON.stringify(value)}`,
        remedy: values ? `it has ${values.join(' and ')}` : 'leave it out',
      })
    options[key] = value
  }
  return ExportOptions.parse(options)
}
