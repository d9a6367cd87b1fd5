import path from 'node:path'

/** In a SavedModel, the network of which it was made: where TensorFlow lets others lay their own files. */
export const networkFile = path.join('assets.extra', 'layerloom.json')

/** Where TensorFlow looks for the checkpoint. */
export const variablesFolder = 'variables'
