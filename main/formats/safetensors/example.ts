import type { ExportOptions } from '../../../shared/formats/exportOptions'
import type { ExportModel } from '../exportModel'
import type { ExampleProgram } from '../format'
import { pythonRemark, pythonString } from '../python/pythonText'

/** Lists the arrays; with torchvision's names it fills torchvision's network and says that nothing was left over. */
export function safetensorsExample(model: ExportModel, { names }: ExportOptions, fileName: string): ExampleProgram {
  const call = names === 'torchvision' ? torchvisionCall(model.name) : undefined
  const loads =
    call !== undefined
      ? `
# In PyTorch (pip install torch torchvision):
#
#   import torchvision
#   from safetensors.torch import load_file
#   model = torchvision.models.${call}num_classes=${model.classes.length})
#   model.load_state_dict(load_file(${pythonString(fileName)}))
`
      : ''
  return {
    name: 'list_weights.py',
    text: `"""The arrays of ${pythonRemark(model.name)}: python list_weights.py [FILE]

Needs: pip install safetensors numpy
"""
import sys

from safetensors.numpy import load_file
${loads}
if __name__ == "__main__":
    weights = load_file(sys.argv[1] if len(sys.argv) > 1 else ${pythonString(fileName)})
    for name, array in weights.items():
        print(f"{name:60} {array.dtype} {list(array.shape)}")
    print(sum(array.size for array in weights.values()), "numbers")
`,
  }
}

/** 'vgg-16-bn' is vgg16_bn, 'resnet-50' resnet50, 'mobilenet-v2' mobilenet_v2; the call up to its last argument. */
function torchvisionCall(name: string): string | undefined {
  const plain = 'aux_logits=False, transform_input=False, init_weights=False, '
  if (name === 'googlenet-bn') return `googlenet(${plain}`
  if (name === 'inception-v3') return `inception_v3(${plain}`
  if (!/^(alexnet|vgg-\d+(-bn)?|resnet-\d+|densenet-\d+|mobilenet-v2|squeezenet-1\.[01])$/.test(name)) return undefined
  const own = name
    .replace(/-bn$/, '_bn')
    .replace(/^(vgg|resnet|densenet)-/, '$1')
    .replace('-v2', '_v2')
    .replace(/^squeezenet-1\./, 'squeezenet1_')
  return `${own}(`
}
