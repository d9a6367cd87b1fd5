import type { TensorMap } from '../../../../shared/tensorData'

/** Largest file of tensors, in bytes: Node reads no file over 2 GiB at once. */
export const shardBytes = 2 ** 30

/** Splits tensors, in their order, into groups of at most `limit` bytes; a larger tensor stands alone. Always at least one group. */
export function shards(tensors: TensorMap, limit = shardBytes): TensorMap[] {
  const groups = [new Map<string, ReturnType<TensorMap['get']> & object>()]
  let bytes = 0
  for (const [name, tensor] of tensors) {
    if (bytes > 0 && bytes + tensor.data.byteLength > limit) {
      groups.push(new Map())
      bytes = 0
    }
    groups[groups.length - 1]?.set(name, tensor)
    bytes += tensor.data.byteLength
  }
  return groups
}

export type ShardKind = 'weights' | 'optimizer'

export const shardName = (kind: ShardKind, k: number): string => `${kind}-${String(k).padStart(3, '0')}.safetensors`

/** Which tensors a file of a checkpoint holds; `undefined` for a file of another kind. */
export const shardKind = (name: string): ShardKind | undefined =>
  /^(weights|optimizer)-\d{3}\.safetensors$/.exec(name)?.[1] as ShardKind | undefined
