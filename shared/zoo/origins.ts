/** Where networks of a family come from. */
export interface Origin {
  /** A heading: `ResNet`. */
  readonly family: string
  readonly year: number
  readonly authors: string
  readonly title: string
  readonly link: string
}

const arxiv = (id: string) => `https://arxiv.org/abs/${id}`

/** Each network belongs to the first whose pattern fits its name; in the order of a gallery. */
const origins: readonly (readonly [pattern: RegExp, origin: Origin])[] = [
  [
    /^lenet/,
    {
      family: 'LeNet',
      year: 1998,
      authors: 'LeCun, Bottou, Bengio, Haffner',
      title: 'Gradient-based learning applied to document recognition',
      link: 'https://doi.org/10.1109/5.726791',
    },
  ],
  [
    /^deep-digits/,
    {
      family: 'Deep digits',
      year: 2016,
      authors: 'Saito',
      title: 'Deep Learning from Scratch, 8.1',
      link: 'https://github.com/oreilly-japan/deep-learning-from-scratch',
    },
  ],
  [
    /^alexnet-2012/,
    {
      family: 'AlexNet',
      year: 2012,
      authors: 'Krizhevsky, Sutskever, Hinton',
      title: 'ImageNet classification with deep convolutional neural networks',
      link: 'https://doi.org/10.1145/3065386',
    },
  ],
  [
    /^alexnet/,
    {
      family: 'AlexNet',
      year: 2014,
      authors: 'Krizhevsky',
      title: 'One weird trick for parallelizing convolutional neural networks',
      link: arxiv('1404.5997'),
    },
  ],
  [
    /^vgg/,
    {
      family: 'VGG',
      year: 2014,
      authors: 'Simonyan, Zisserman',
      title: 'Very deep convolutional networks for large-scale image recognition',
      link: arxiv('1409.1556'),
    },
  ],
  [
    /^googlenet/,
    {
      family: 'GoogLeNet and Inception',
      year: 2014,
      authors: 'Szegedy et al.',
      title: 'Going deeper with convolutions',
      link: arxiv('1409.4842'),
    },
  ],
  [
    /^inception-v3/,
    {
      family: 'GoogLeNet and Inception',
      year: 2015,
      authors: 'Szegedy et al.',
      title: 'Rethinking the Inception architecture for computer vision',
      link: arxiv('1512.00567'),
    },
  ],
  [
    /^resnet-v2/,
    {
      family: 'ResNet v2',
      year: 2016,
      authors: 'He, Zhang, Ren, Sun',
      title: 'Identity mappings in deep residual networks',
      link: arxiv('1603.05027'),
    },
  ],
  [
    /^(resnet|plain)-(20|32|44|56|110)$/,
    {
      family: 'ResNet for small pictures',
      year: 2015,
      authors: 'He, Zhang, Ren, Sun',
      title: 'Deep residual learning for image recognition, 4.2',
      link: arxiv('1512.03385'),
    },
  ],
  [
    /^resnet/,
    {
      family: 'ResNet',
      year: 2015,
      authors: 'He, Zhang, Ren, Sun',
      title: 'Deep residual learning for image recognition',
      link: arxiv('1512.03385'),
    },
  ],
  [
    /^densenet/,
    {
      family: 'DenseNet',
      year: 2016,
      authors: 'Huang, Liu, van der Maaten, Weinberger',
      title: 'Densely connected convolutional networks',
      link: arxiv('1608.06993'),
    },
  ],
  [
    /^mobilenet-v2/,
    {
      family: 'MobileNet',
      year: 2018,
      authors: 'Sandler et al.',
      title: 'MobileNetV2: inverted residuals and linear bottlenecks',
      link: arxiv('1801.04381'),
    },
  ],
  [
    /^squeezenet/,
    {
      family: 'SqueezeNet',
      year: 2016,
      authors: 'Iandola et al.',
      title: 'SqueezeNet: AlexNet-level accuracy with 50x fewer parameters',
      link: arxiv('1602.07360'),
    },
  ],
]

/** Whose a network of the zoo is. Throws for one that belongs to nobody, which the suite sees. */
export function originOf(name: string): Origin {
  const found = origins.find(([pattern]) => pattern.test(name))
  if (!found) throw new Error(`${name} has no origin in shared/zoo/origins.ts`)
  return found[1]
}

/** Headings in the order of a gallery. */
export const zooFamilies: readonly string[] = [...new Set(origins.map(([, { family }]) => family))]
