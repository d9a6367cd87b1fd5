import type { LiveFormat } from '../liveFormat'
import { h5Live, kerasLive } from './keras'
import { onnxLive } from './onnx'
import { pytorchLive } from './pytorch'
import { safetensorsLive, safetensorsTorchLive, torchvisionLive } from './safetensors'
import { savedModelLive } from './savedModel'
import { tfjsLive } from './tfjs'

export const liveFormats: readonly LiveFormat[] = [
  kerasLive,
  h5Live,
  tfjsLive,
  onnxLive,
  savedModelLive,
  pytorchLive,
  safetensorsLive,
  safetensorsTorchLive,
  torchvisionLive,
]
