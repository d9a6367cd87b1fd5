import { differentiate } from '../graph/differentiate'
import type { Tensor } from '../graph/graph'
import { mean, mul, sum } from '../graph/ops/arithmetic'
import { constant, fillLike, oneHot, placeholder, reshape } from '../graph/ops/array'
import { relu, softmax } from '../graph/ops/functions'
import type { Program } from '../graph/program'
import type { LayerId } from '../model/network'
import type { SoundNetwork } from '../model/soundNetwork'
import { type ForwardRequest, forwardGraph, readable, withState } from './forwardGraph'

export interface OutlookRequest extends Omit<ForwardRequest, 'layers' | 'inputShape'> {
  readonly network: SoundNetwork
  readonly classes: number
  /** Of which a heat map is to be had; its output is a picture. Absent: predictions only. */
  readonly layer?: LayerId | undefined
}

/**
 * A program that says what a network thinks of pictures, and why:
 *
 *   predict    images          logits [n, classes], probabilities [n, classes]
 *   grad_cam   images, class   heat float32 [n, h, w] of the layer, probabilities; `class` is a number
 *
 * Grad-CAM: each map of the layer is weighted by the mean gradient of the class' logit with respect to it, the sum cut off at zero.
 * @see Selvaraju et al. 2017, arXiv:1610.02391
 */
export function compileOutlook({ network, classes, layer, ...request }: OutlookRequest): Program {
  const forward = forwardGraph({ ...request, layers: network.layers, inputShape: network.inputShape })
  const { graph, images, outputs } = forward
  const logits = readable(graph, outputs.get(network.output) as Tensor)
  const probabilities = softmax(graph, logits)
  const onesLike = (x: Tensor) => fillLike(graph, x, constant(graph, 1))
  const gradCam = () => {
    const maps = layer === undefined ? undefined : outputs.get(layer)
    if (!maps) return {}
    return graph.scope('grad_cam', () => {
      const wanted = placeholder(graph, 'class', 'int32', [])
      const seed = { y: logits, dy: mul(graph, oneHot(graph, reshape(graph, wanted, [1]), classes), onesLike(logits)) }
      const [gradient] = differentiate(graph, [seed], [maps])
      // Nothing that the layer says reaches the logits: no map has a weight.
      const weights = gradient
        ? mean(graph, readable(graph, gradient), [1, 2], true)
        : mul(graph, mean(graph, readable(graph, maps), [1, 2], true), 0)
      const heat = relu(graph, sum(graph, mul(graph, readable(graph, maps), weights), [3]))
      return { grad_cam: { inputs: { images, class: wanted }, outputs: { heat, probabilities } } }
    })
  }
  const cam = gradCam()
  const { state, ...rest } = withState(forward)
  return {
    ...rest,
    signatures: { predict: { inputs: { images }, outputs: { logits, probabilities } }, ...cam, ...state },
  }
}
