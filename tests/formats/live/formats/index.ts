import type { LiveFormat } from '../liveFormat'
import { onnxLive } from './onnx'
import { pytorchLive } from './pytorch'
import { safetensorsLive } from './safetensors'
import { savedModelLive } from './savedModel'

export const liveFormats: readonly LiveFormat[] = [onnxLive, savedModelLive, pytorchLive, safetensorsLive]
