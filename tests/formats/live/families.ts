/**
 * Networks of every family of the zoo, on pictures about as small as they take, of odd sizes on the way down where that is so: what pads
 * another side shows there. The largest come last.
 */
export const families: readonly (readonly [name: string, size: number, channels: 1 | 3])[] = [
  ['lenet-5', 28, 1],
  ['deep-digits', 28, 1],
  ['deep-digits-bn', 28, 1],
  ['resnet-20', 32, 3],
  ['plain-20', 32, 3],
  ['squeezenet-1.1', 48, 3],
  ['googlenet', 48, 3],
  ['resnet-v2-18@paper', 48, 3],
  ['densenet-bc-100-12', 32, 3],
  ['inception-v3', 79, 3],
  ['resnet-v2-50', 48, 3],
  ['alexnet-2012', 67, 3],
  ['mobilenet-v2', 48, 3],
  ['googlenet-bn', 48, 3],
  ['resnet-18', 48, 3],
  ['densenet-121', 48, 3],
  ['resnet-50', 48, 3],
  ['alexnet', 67, 3],
  ['vgg-11-bn', 32, 3],
]
