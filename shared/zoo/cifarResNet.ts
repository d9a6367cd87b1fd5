import { NetworkBuilder, type ZooNetwork } from './zooNetwork'

/** Filters of the three stages; the second and third halve the picture. */
const stages = [16, 32, 64]

/** ResNet of He et al. 2016, section 4.2: 6n + 2 layers, shortcuts without weights (option A). Layers are named as in the reference tables. */
const cifarResNet = (depth: number): ZooNetwork => ({
  name: `resnet-${depth}`,
  about: `He et al. 2016, section 4.2: ${depth} layers for CIFAR-10, shortcuts without weights (option A)`,
  published: { input: [32, 32, 3], classes: 10 },
  build(purpose) {
    const net = new NetworkBuilder(`resnet-${depth}`, purpose)
    net.add('conv2d', { filters: 16, kernel: 3, padding: 1, bias: false }, { id: 'conv1' })
    net.add('batch-norm', {}, { id: 'bn1' })
    net.add('activation', {}, { id: 'relu1' })
    let from = 16
    for (const [stage, filters] of stages.entries())
      for (let k = 0; k < (depth - 2) / 6; k++) {
        residualBlock(net, `stage${stage + 1}.${k}.`, from, filters, stage > 0 && k === 0 ? 2 : 1)
        from = filters
      }
    net.add('global-avg-pool', {}, { id: 'pool' })
    net.add('dense', { units: purpose.classes }, { id: 'fc' })
    return net.network()
  },
})

/** Two 3x3 convolutions beside a shortcut; where the filters change, every second pixel and zeros for the new channels. */
function residualBlock(net: NetworkBuilder, prefix: string, from: number, filters: number, stride: number): void {
  const before = net.last
  const conv = (name: string, step: number) =>
    net.add('conv2d', { filters, kernel: 3, stride: step, padding: 1, bias: false }, { id: `${prefix}${name}` })
  conv('conv1', stride)
  net.add('batch-norm', {}, { id: `${prefix}bn1` })
  net.add('activation', {}, { id: `${prefix}relu1` })
  conv('conv2', 1)
  const branch = net.add('batch-norm', {}, { id: `${prefix}bn2` })
  const isChanged = stride !== 1 || from !== filters
  const shortcut = isChanged
    ? net.add('option-a-shortcut', { filters, stride }, { id: `${prefix}shortcut`, inputs: [before] })
    : before
  net.add('add', {}, { id: `${prefix}add`, inputs: [branch, shortcut] })
  net.add('activation', {}, { id: `${prefix}relu2` })
}

export const resNet20 = cifarResNet(20)
