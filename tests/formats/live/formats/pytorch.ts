import { inPython } from '../liveFormat'

export const pytorchLive = inPython('pytorch', 'PyTorch', 'pytorch_outputs.py', {
  plain: {},
  folded: { foldBatchNorm: true },
  float16: { weights: 'float16' },
})
