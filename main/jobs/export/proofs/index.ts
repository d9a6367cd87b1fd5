import type { FormatId } from '../../../../shared/formats/exportOptions'
import { onnxProof } from './onnxProof'
import type { Proof } from './proof'
import { pytorchProof } from './pytorchProof'
import { readerProof } from './readerProof'
import { safetensorsProof } from './safetensorsProof'
import { savedModelProof } from './savedModelProof'
import { tfjsProof } from './tfjsProof'
import { webProof } from './webProof'

/** How each format is proven. A format without a line here cannot be exported. */
export const proofs: Readonly<Partial<Record<FormatId, Proof>>> = {
  tfjs: tfjsProof,
  savedmodel: savedModelProof,
  pytorch: pytorchProof,
  onnx: onnxProof,
  web: webProof,
  safetensors: safetensorsProof,
  keras: readerProof('keras'),
  h5: readerProof('h5'),
}
