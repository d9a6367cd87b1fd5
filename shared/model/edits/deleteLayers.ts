import type { InnerLayer } from '../blocks/block'
import type { Inference } from '../infer'
import { inferenceOf } from '../inferenceOf'
import type { LayerId } from '../layerSpec'
import type { Network } from '../network'
import { editGraph, fault, type Scope, topScope } from './scope'
import { fitsInputs } from './shapes'

/**
 * The network without some layers. Where one of them passed a single wire on, who took it takes what came in, if that has a shape
 * that fits (or one that is not known yet); else the wire is gone, too. In a block the output moves up in the same way.
 */
export function deleteLayers(
  network: Network,
  ids: Iterable<LayerId>,
  scope: Scope = topScope,
  inference: Inference = inferenceOf(network),
): Network {
  const gone = new Set(ids)
  return editGraph(network, scope, (graph) => {
    const byId = new Map(graph.layers.map((layer) => [layer.id, layer]))
    const kept = graph.layers.filter(({ id }) => !gone.has(id))
    if (kept.length === graph.layers.length) return graph
    const healed = (id: LayerId): LayerId | undefined => through(id, gone, byId)
    const layers = kept.map((layer) =>
      layer.inputs.some((id) => gone.has(id))
        ? { ...layer, inputs: inputsWithout(network, layer, { gone, healed, scope, inference }) }
        : layer,
    )
    const output = graph.output !== undefined && gone.has(graph.output) ? healed(graph.output) : graph.output
    if (graph.output !== undefined && (output === undefined || !layers.some(({ id }) => id === output)))
      throw fault(
        'block-output',
        'a block needs a layer that gives its output',
        'leave the last layer, or connect another one to it',
      )
    return {
      ...graph,
      layers: layers.map(
        (layer): InnerLayer =>
          layer.otherwise !== undefined && gone.has(layer.otherwise) ? withoutOtherwise(layer, healed) : layer,
      ),
      ...(output !== undefined && { output }),
      ...(graph.auxiliary && { auxiliary: graph.auxiliary.filter(({ layer }) => !gone.has(layer)) }),
      ...(graph.frames && {
        frames: graph.frames.map((frame) => ({ ...frame, layers: frame.layers.filter((id) => !gone.has(id)) })),
      }),
    }
  })
}

/** What stands in for a deleted layer: the first kept one up its only wire. */
function through(id: LayerId, gone: ReadonlySet<LayerId>, byId: ReadonlyMap<LayerId, InnerLayer>): LayerId | undefined {
  const seen = new Set<LayerId>()
  let at: LayerId | undefined = id
  while (at !== undefined && gone.has(at) && !seen.has(at)) {
    seen.add(at)
    const inputs: readonly LayerId[] = byId.get(at)?.inputs ?? []
    at = inputs.length === 1 ? inputs[0] : undefined
  }
  return at !== undefined && gone.has(at) ? undefined : at
}

interface Healing {
  readonly gone: ReadonlySet<LayerId>
  readonly healed: (id: LayerId) => LayerId | undefined
  readonly scope: Scope
  readonly inference: Inference
}

function inputsWithout(
  network: Network,
  layer: InnerLayer,
  { gone, healed, scope, inference }: Healing,
): InnerLayer['inputs'] {
  const cut = layer.inputs.filter((id) => !gone.has(id))
  const inputs = layer.inputs.flatMap((id) => {
    if (!gone.has(id)) return [id]
    const source = healed(id)
    // A branch that is gone altogether leaves its merge with one wire from there, not two.
    return source === undefined || source === layer.id || cut.includes(source) ? [] : [source]
  })
  return fitsInputs(network, layer, inputs, scope, inference) ? inputs : cut
}

function withoutOtherwise(
  { otherwise, ...layer }: InnerLayer,
  healed: (id: LayerId) => LayerId | undefined,
): InnerLayer {
  const instead = otherwise === undefined ? undefined : healed(otherwise)
  return { ...layer, ...(instead !== undefined && { otherwise: instead }) }
}
