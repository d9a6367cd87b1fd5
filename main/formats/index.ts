import type { FormatId } from '../../shared/formats/exportOptions'
import type { Format } from './format'
import { h5 } from './h5'
import { keras } from './keras'
import { onnx } from './onnx'
import { pytorch } from './pytorch'
import { safetensors } from './safetensors/format'
import { savedModel } from './savedmodel'
import { tfjs } from './tfjs'
import { web } from './web'

/** Every format. A new one: a folder of its own, a line here, and its description in `shared/formats/exportFormats.ts`. */
export const formats: readonly Format[] = [tfjs, keras, h5, savedModel, pytorch, onnx, safetensors, web]

export function formatOf(id: FormatId): Format {
  const found = formats.find(({ description }) => description.id === id)
  if (!found) throw new Error(`there is no format ${id}`)
  return found
}
