import { inPython } from '../liveFormat'

export const onnxLive = inPython('onnx', 'onnxruntime', 'onnx_outputs.py', {
  nchw: {},
  nhwc: { layout: 'nhwc' },
  folded: { foldBatchNorm: true },
  float16: { weights: 'float16' },
  'nhwc float16': { layout: 'nhwc', weights: 'float16' },
})
