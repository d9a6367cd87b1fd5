import type { Network } from '../../shared/model/network'
import { Sketch } from './sketch'

const unbiased = { bias: false }

/** Two 3x3 convolutions and a shortcut; where the filters change, every second pixel and zeros for the new channels (option A). */
export function cifarBlock(sketch: Sketch, prefix: string, from: number, filters: number, stride: number): string {
  const before = sketch.last
  sketch.conv(`${prefix}conv1`, filters, 3, { stride, padding: 1, ...unbiased })
  sketch.norm(`${prefix}bn1`)
  sketch.relu()
  sketch.conv(`${prefix}conv2`, filters, 3, { padding: 1, ...unbiased })
  const branch = sketch.norm(`${prefix}bn2`)
  const isChanged = stride !== 1 || from !== filters
  const shortcut = isChanged
    ? sketch.add('option-a-shortcut', { filters, stride }, { id: `${prefix}shortcut`, inputs: [before] })
    : before
  sketch.add('add', {}, { id: `${prefix}add`, inputs: [branch, shortcut] })
  return sketch.relu()
}

/** ResNet-20, 32, 44, 56, 110 of He et al. 2015, section 4.2: 6n + 2 layers; layers are named as in the reference tables. */
export function cifarResNet(depth: number, classes = 10): Network {
  const sketch = new Sketch(`resnet-${depth}`, [32, 32, 3])
  sketch.conv('conv1', 16, 3, { padding: 1, ...unbiased })
  sketch.norm('bn1')
  sketch.relu()
  let from = 16
  for (const [stage, filters] of [16, 32, 64].entries())
    for (let k = 0; k < (depth - 2) / 6; k++) {
      cifarBlock(sketch, `stage${stage + 1}.${k}.`, from, filters, stage > 0 && k === 0 ? 2 : 1)
      from = filters
    }
  sketch.add('global-avg-pool')
  sketch.add('dense', { units: classes }, { id: 'fc' })
  return sketch.network()
}
