import { existsSync, lstatSync } from 'node:fs'
import path from 'node:path'
import type { FormatId } from '../../shared/formats/exportOptions'
import { Problem } from '../../shared/problem'
import { diskProblem } from '../disk/diskProblem'
import { type BinaryFile, openBinaryFile } from './binaryFile'
import { isHdf5 } from './hdf5/read'
import { readBudget } from './importedModel'
import { networkFile } from './savedmodel/places'
import { isZip, readZip } from './zip/readZip'

/**
 * Which format a stranger's file or folder is, by its first bytes before its name. A pickle is refused whatever it is called: loading
 * one runs the program in it.
 */
export function recognizeModel(place: string): FormatId {
  if (isFolder(place)) return recognizeFolder(place)
  const file = openBinaryFile(place)
  try {
    const start = file.bytes(0, Math.min(16, file.size))
    if ((isPickle(start) && !isSafetensors(start)) || /\.(pkl|pickle)$/i.test(place)) throw pickle(place)
    if (Buffer.from(start.subarray(1, 6)).toString('latin1') === 'NUMPY') throw numpy(place)
    if (isZip(start)) return recognizeZip(file)
    if (isHdf5(start)) return 'h5'
    return byName(place)
  } finally {
    file.close()
  }
}

function isFolder(place: string): boolean {
  try {
    return lstatSync(place).isDirectory()
  } catch (error) {
    throw diskProblem(error, 'the model', place, 'read')
  }
}

function recognizeFolder(place: string): FormatId {
  if (existsSync(path.join(place, 'model.json'))) return 'tfjs'
  // One of ours says of which layers it was made.
  if (existsSync(path.join(place, networkFile))) return 'savedmodel'
  throw new Problem({
    code: 'model-folder',
    message: existsSync(path.join(place, 'saved_model.pb'))
      ? 'it is a SavedModel, whose layers are taken apart into ops'
      : 'the folder has no model.json of TensorFlow.js',
    remedy: 'save the model as .keras or ONNX and import that',
    place,
  })
}

/** Protocol 2 to 5 begins with its number; 0 and 1 are not told from text, but nothing else would read them either. */
const isPickle = (start: Uint8Array): boolean =>
  start[0] === 0x80 && (start[1] as number) >= 2 && (start[1] as number) <= 5

/** The length of a header may begin as a pickle does (640 is 80 02): then zeros and the header's brace follow. */
const isSafetensors = (start: Uint8Array): boolean =>
  start.subarray(4, 8).every((byte) => byte === 0) && start[8] === 0x7b

function recognizeZip(file: BinaryFile): FormatId {
  let names: string[]
  try {
    names = [...readZip(file, readBudget.weightBytes).keys()]
  } catch (error) {
    // What is wrong with it is for the reader of its kind to say.
    if (error instanceof Problem) return 'keras'
    throw error
  }
  if (names.some((name) => /(^|\/)data\.pkl$/.test(name))) throw pickle(file.place)
  if (names.length > 0 && names.every((name) => name.endsWith('.npy'))) throw numpy(file.place)
  return 'keras'
}

const extensions: Readonly<Record<string, FormatId>> = {
  '.json': 'tfjs',
  '.keras': 'keras',
  '.h5': 'h5',
  '.hdf5': 'h5',
  '.onnx': 'onnx',
  '.safetensors': 'safetensors',
}

function byName(place: string): FormatId {
  const found = extensions[path.extname(place).toLowerCase()]
  if (found) return found
  throw new Problem({
    code: 'model-unknown',
    message: 'neither its first bytes nor its name say what kind of model it is',
    remedy: `name it as it was saved: ${Object.keys(extensions).join(', ')}`,
    place,
  })
}

const pickle = (place: string): Problem =>
  new Problem({
    code: 'model-pickle',
    message: 'it is a pickle, as PyTorch writes it: a program that would run when it is loaded',
    remedy: 'load it where you trust it and save its state dict as safetensors',
    place,
  })

const numpy = (place: string): Problem =>
  new Problem({
    code: 'model-numpy',
    message: 'it holds arrays of NumPy, which may hold a pickle, and no model',
    remedy: 'save them as safetensors, or the whole model as .keras or ONNX',
    place,
  })
