import { Network } from '../../shared/model/network'

type Spec = [id: string, type: string, config?: Record<string, unknown>, inputs?: string[]]

/** A network from a list; a layer without inputs takes the one before it. */
export const networkOf = (...specs: Spec[]): Network =>
  Network.parse({
    layers: specs.map(([id, type, config = {}, inputs], k) => ({
      id,
      type,
      config,
      inputs: inputs ?? (k === 0 ? [] : [(specs[k - 1] as Spec)[0]]),
    })),
  })

/** A small convolutional network with batch norm, a skip connection and dropout: 12x12x1 to 4 classes. */
export const smallNetwork = (): Network =>
  networkOf(
    ['input', 'input', { shape: [12, 12, 1] }],
    ['conv1', 'conv2d', { filters: 6, kernel: [3, 3] }],
    ['norm1', 'batch-norm'],
    ['relu1', 'activation', { kind: 'relu' }],
    ['conv2', 'conv2d', { filters: 6, kernel: [3, 3], bias: false }],
    ['norm2', 'batch-norm'],
    ['sum', 'add', {}, ['norm2', 'relu1']],
    ['relu2', 'activation', { kind: 'relu' }],
    ['pool', 'max-pool', { size: [2, 2], stride: [2, 2] }],
    ['flat', 'flatten'],
    ['drop', 'dropout', { rate: 0.3 }],
    ['dense', 'dense', { units: 4 }],
  )

/** Pictures of four classes, each a bright quarter, in noise. */
export function quarters(count: number, size = 12): { images: Uint8Array; labels: Int32Array } {
  let state = 7
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0
    return (state >>> 0) / 2 ** 32
  }
  const images = new Uint8Array(count * size * size)
  const labels = new Int32Array(count)
  for (let n = 0; n < count; n++) {
    const label = Math.floor(random() * 4)
    labels[n] = label
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        const quarter = (y < size / 2 ? 0 : 2) + (x < size / 2 ? 0 : 1)
        images[(n * size + y) * size + x] = random() * 120 + (quarter === label ? 100 : 20)
      }
  }
  return { images, labels }
}
