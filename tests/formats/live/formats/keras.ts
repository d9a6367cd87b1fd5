import { inPython, type LiveFormat } from '../liveFormat'

const variants: LiveFormat['variants'] = { plain: {}, float16: { weights: 'float16' } }

export const kerasLive = inPython('keras', 'Keras', 'keras_outputs.py', {
  ...variants,
  folded: { foldBatchNorm: true },
})
export const h5Live = inPython('h5', 'Keras', 'keras_outputs.py', variants)
