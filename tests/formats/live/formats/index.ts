import type { LiveFormat } from '../liveFormat'
import { h5Live, kerasLive } from './keras'
import { onnxLive } from './onnx'
import { pytorchLive } from './pytorch'
import { safetensorsLive } from './safetensors'
import { savedModelLive } from './savedModel'

export const liveFormats: readonly LiveFormat[] = [
  kerasLive,
  h5Live,
  onnxLive,
  savedModelLive,
  pytorchLive,
  safetensorsLive,
]
