import { inPython, type LiveFormat } from '../liveFormat'

/** Under our names, by the safetensors of Python into a Keras network of the same layers, found by name. */
export const safetensorsLive: LiveFormat = {
  ...inPython('safetensors', 'safetensors in Keras', 'safetensors_outputs.py', {
    plain: {},
    float16: { weights: 'float16' },
  }),
  networkFrom: 'keras',
}

/** Under torchvision's names, in torchvision's own network. */
export const torchvisionLive: LiveFormat = {
  ...inPython('safetensors', 'torchvision', 'torchvision_outputs.py', {
    torchvision: { names: 'torchvision' },
    'torchvision float16': { names: 'torchvision', weights: 'float16' },
  }),
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
