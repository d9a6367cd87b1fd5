import { inPython, type LiveFormat } from '../liveFormat'

const variants: LiveFormat['variants'] = { plain: {}, float16: { weights: 'float16' } }

/** Networks that Keras does not hold: local response norms. */
const notInKeras = new Set(['googlenet', 'alexnet-2012'])

/** Under our names, by the safetensors of Python into a Keras network of the same layers, found by name. */
export const safetensorsLive: LiveFormat = {
  ...inPython('safetensors', 'safetensors in Keras', 'safetensors_outputs.py', variants),
  networkFrom: 'keras',
  takes: (network) => !notInKeras.has(network),
}

/** The others into the module that we write for PyTorch, each array turned there. */
export const safetensorsTorchLive: LiveFormat = {
  ...inPython('safetensors', 'safetensors in PyTorch', 'safetensors_torch_outputs.py', variants),
  networkFrom: 'pytorch',
  isNchw: true,
  takes: (network) => notInKeras.has(network),
}

/** Under torchvision's names, in torchvision's own network. */
export const torchvisionLive: LiveFormat = {
  ...inPython('safetensors', 'torchvision', 'torchvision_outputs.py', {
    torchvision: { names: 'torchvision' },
    'torchvision float16': { names: 'torchvision', weights: 'float16' },
  }),
  isNchw: true,
  takes: (network) => torchvisions.has(network),
}

const torchvisions = new Set([
  'alexnet',
  'vgg-11-bn',
  'googlenet-bn',
  'inception-v3',
  'resnet-18',
  'resnet-50',
  'densenet-121',
  'mobilenet-v2',
  'squeezenet-1.1',
])
