import { inPython, type LiveFormat } from '../liveFormat'

/** Under torchvision's names, in torchvision's own network. */
export const safetensorsLive: LiveFormat = {
  ...inPython('safetensors', 'torchvision', 'torchvision_outputs.py', { torchvision: { names: 'torchvision' } }),
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
