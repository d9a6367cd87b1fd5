import type { Graph } from './graph'
import { constant, decodeRaw, identity, placeholder, reshape } from './ops/array'
import { assign } from './ops/state'
import type { Signature, Variable } from './program'

/** Names of state inputs and outputs: numbers, for TensorFlow's messages are cut at 499 characters. */
export const stateKey = (k: number): string => `v${k}`

/**
 * `read_state` gives every variable, `write_state` sets every one, each from a scalar string of little-endian bytes: a variable that
 * took a fed array would share its memory with JavaScript.
 */
export function stateSignatures(
  graph: Graph,
  variables: readonly Variable[],
): { read_state: Signature; write_state: Signature } {
  const inputs = variables.map((_, k) => placeholder(graph, `state/${stateKey(k)}`, 'string', []))
  const assignments = variables.map(({ handle, dtype, shape }, k) =>
    assign(graph, handle, reshape(graph, decodeRaw(graph, inputs[k] as (typeof inputs)[0], dtype), shape)),
  )
  const named = <T>(values: readonly T[]): Record<string, T> =>
    Object.fromEntries(values.map((value, k) => [stateKey(k), value]))
  return {
    read_state: {
      inputs: {},
      outputs: named(variables.map(({ value }, k) => identity(graph, value, `state/get_${stateKey(k)}`))),
    },
    write_state: {
      inputs: named(inputs),
      outputs: { done: identity(graph, constant(graph, 1, 'int32'), 'state/done', assignments) },
    },
  }
}
