import { inPython } from '../liveFormat'

export const savedModelLive = inPython('savedmodel', 'TensorFlow', 'savedmodel_outputs.py', {
  plain: {},
  float16: { weights: 'float16' },
})
