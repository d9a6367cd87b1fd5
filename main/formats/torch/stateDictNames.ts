import { torchvisionName } from '../../../shared/zoo/weightName'
import type { ZooNetwork } from '../../../shared/zoo/zooNetwork'

/** Whose names the keys of a state dict are; gives the key of one of our arrays, `undefined` where that library has none. */
export interface NameScheme {
  readonly library: 'torchvision' | 'timm'
  readonly name: (entry: ZooNetwork, ours: string) => string | undefined
}

/** timm's VGG has its hidden dense layers as convolutions; all else is torchvision's. */
const vggInTimm: Readonly<Record<string, string>> = {
  'classifier.0': 'pre_logits.fc1',
  'classifier.3': 'pre_logits.fc2',
  'classifier.6': 'head.fc',
}

/** Inside a block of timm's MobileNet v2: its first stage expands nothing. */
const mobileInTimm: Readonly<Record<string, readonly [expanded: string, plain: string]>> = {
  expand: ['conv_pw', ''],
  expand_bn: ['bn1', ''],
  depthwise: ['conv_dw', 'conv_dw'],
  depthwise_bn: ['bn2', 'bn1'],
  project: ['conv_pwl', 'conv_pw'],
  project_bn: ['bn3', 'bn2'],
}
const mobileEnds: Readonly<Record<string, string>> = {
  'stem.conv': 'conv_stem',
  'stem.bn': 'bn1',
  'head.conv': 'conv_head',
  'head.bn': 'bn2',
  classifier: 'classifier',
}

function mobileNetModule(id: string): string | undefined {
  const [, stage, block, inner = ''] = /^stage(\d)\.(\d)\.(\w+)$/.exec(id) ?? []
  if (stage === undefined) return mobileEnds[id]
  const name = mobileInTimm[inner]?.[stage === '1' ? 1 : 0]
  return name ? `blocks.${Number(stage) - 1}.${block}.${name}` : undefined
}

/** @see timm's models/vgg.py and models/_efficientnet_builder.py, as of 1.0 */
function timmName(entry: ZooNetwork, ours: string): string | undefined {
  const theirs = torchvisionName(entry, ours)
  if (theirs === undefined) return undefined
  const at = theirs.lastIndexOf('.')
  const [module, array] = [theirs.slice(0, at), theirs.slice(at + 1)]
  if (entry.name.startsWith('vgg-')) return `${vggInTimm[module] ?? module}.${array}`
  if (entry.name !== 'mobilenet-v2') return theirs
  const own = mobileNetModule(ours.slice(0, ours.lastIndexOf('/')))
  return own && `${own}.${array}`
}

export const nameSchemes: readonly NameScheme[] = [
  { library: 'torchvision', name: torchvisionName },
  { library: 'timm', name: timmName },
]
