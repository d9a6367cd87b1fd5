import type { Inference } from '../../model/infer'
import type { LayerId } from '../../model/network'

/**
 * The layers of the expanded network that a node of the canvas stands for: a layer itself, or all that a block holds. Of a repeated block
 * the canvas shows the first repetition; what is meant are all of them.
 */
export function layersAt({ layers, parts }: Inference, key: LayerId): LayerId[] {
  const isMeant = inEveryRepetition(parts, key)
  const blocks = parts.filter(({ id }) => isMeant.test(id))
  if (blocks.length > 0) return [...new Set(blocks.flatMap((block) => block.layers))]
  return [...layers.keys()].filter((id) => isMeant.test(id))
}

/** `layer2.0.conv1` with any number for the 0, where it counts repetitions. */
function inEveryRepetition(parts: Inference['parts'], key: LayerId): RegExp {
  const byId = new Map(parts.map((part) => [part.id, part]))
  const words = key.split('.')
  const pattern = words.map((word, k) => {
    const part = byId.get(words.slice(0, k + 1).join('.'))
    const around = part?.parent === undefined ? undefined : byId.get(part.parent)
    const isRepetition = word === '0' && around !== undefined && around.block === part?.block
    return isRepetition ? '\\d+' : word.replace(/[\\+?^${}()|[\]*]/g, '\\$&')
  })
  return new RegExp(`^${pattern.join('\\.')}$`)
}

/** Names by which a set of layers can be written: a block that is in it whole by its own. Layers without weights are left aside. */
export function namesOf({ layers, parts }: Inference, ids: ReadonlySet<LayerId>): string[] {
  const hasWeights = (id: LayerId) => (layers.get(id)?.weights.length ?? 0) > 0
  const left = new Set([...layers.keys()].filter((id) => ids.has(id) && hasWeights(id)))
  const names: string[] = []
  for (const { id, layers: inside } of parts) {
    const weighty = inside.filter(hasWeights)
    if (weighty.length === 0 || !weighty.every((layer) => left.has(layer))) continue
    names.push(id)
    for (const layer of weighty) left.delete(layer)
  }
  return [...names, ...left]
}
