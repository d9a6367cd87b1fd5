import { inPython, type LiveFormat } from '../liveFormat'

export const pytorchLive: LiveFormat = {
  ...inPython('pytorch', 'PyTorch', 'pytorch_outputs.py', {
    plain: {},
    folded: { foldBatchNorm: true },
    float16: { weights: 'float16' },
  }),
  isNchw: true,
}
