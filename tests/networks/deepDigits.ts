import type { Network } from '../../shared/model/network'
import { Sketch } from './sketch'

/** The deep digit network of 'Deep Learning from Scratch', chapter 8.1; its fourth convolution has padding 2. */
export function deepDigits({ classes = 10, dropout = 0.5 } = {}): Network {
  const sketch = new Sketch('deep-digits', [28, 28, 1])
  for (const [k, filters] of [16, 16, 32, 32, 64, 64].entries()) {
    sketch.conv(`conv${k + 1}`, filters, 3, { padding: k === 3 ? 2 : 1 })
    sketch.relu()
    if (k % 2 === 1) sketch.add('max-pool', { size: 2 }, { id: `pool${(k + 1) / 2}` })
  }
  sketch.add('flatten')
  sketch.add('dense', { units: 50 }, { id: 'affine1' })
  sketch.relu()
  sketch.add('dropout', { rate: dropout }, { id: 'dropout1' })
  sketch.add('dense', { units: classes }, { id: 'affine2' })
  sketch.add('dropout', { rate: dropout }, { id: 'dropout2' })
  return sketch.network()
}
