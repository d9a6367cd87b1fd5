import { elementCount } from '../../shared/graph/shape'
import { inferNetwork } from '../../shared/model/infer'
import { inferenceOf } from '../../shared/model/inferenceOf'
import type { Network } from '../../shared/model/network'
import { summarizeNetwork } from '../../shared/model/summary'
import type { ProblemDetails } from '../../shared/problem'
import { problemOf } from '../../shared/problemOf'
import { type NetworkPurpose, zooNetwork } from '../../shared/zoo'

export interface ZooRequest {
  readonly number: number
  readonly name: string
  readonly purpose: NetworkPurpose
}

/** A network of the zoo made for certain pictures and classes, or why it cannot be. */
export type ZooAnswer = { readonly number: number; readonly name: string } & (
  | { readonly network: Network; readonly parameters: number; readonly macs: number; readonly layers: number }
  | { readonly problem: ProblemDetails }
)

/** In a worker: the deepest take a part of a second. */
export function answerZoo({ number, name, purpose }: ZooRequest): ZooAnswer {
  try {
    const network = zooNetwork(name).build(purpose)
    const inference = inferNetwork(network)
    const { parameters, macs } = summarizeNetwork(network, inference)
    return { number, name, network, parameters: parameters.total, macs, layers: inference.order.length }
  } catch (error) {
    return { number, name, problem: problemOf(error) }
  }
}

/** What a network that goes away takes with it. */
export function lossOf(network: Network): {
  readonly layers: number
  readonly parameters: number
  readonly notes: number
} {
  const { order, layers } = inferenceOf(network)
  const parameters = [...layers.values()].reduce(
    (sum, { weights }) =>
      sum + weights.reduce((all, { shape, role }) => all + (role === 'batch-count' ? 0 : elementCount(shape)), 0),
    0,
  )
  return { layers: order.length, parameters, notes: network.layers.filter(({ notes }) => notes !== undefined).length }
}
