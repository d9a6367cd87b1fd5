import { inPython } from '../liveFormat'

/** Under torchvision's names, in torchvision's own network. */
export const safetensorsLive = inPython('safetensors', 'torchvision', 'torchvision_outputs.py', {
  torchvision: { names: 'torchvision' },
})
