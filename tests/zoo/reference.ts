import { readFileSync } from 'node:fs'
import type { Inference } from '../../shared/model/infer'
import type { ZooNetwork } from '../../shared/zoo'
import { referencePath } from '../reference'

/** A network of networks.json. */
export interface GoldenNetwork {
  readonly input: readonly [number, number, number]
  readonly classes: number
  readonly parameters: { readonly trainable: number; readonly non_trainable: number; readonly total: number }
  readonly macs: { readonly conv: number; readonly linear: number; readonly total: number }
  readonly stages: readonly { readonly name: string; readonly shape: readonly number[] }[]
}

export const readReference = <T>(file: string): T => JSON.parse(readFileSync(referencePath(file), 'utf8')) as T

/** Our layer whose output is that of each of their modules: a layer, or a block's last layer. */
export function layersByModule(network: ZooNetwork, { specs, parts }: Inference): ReadonlyMap<string, string> {
  const module = (id: string) => network.torchvisionModule?.(id) ?? network.kerasLayer?.(id)
  const found = new Map<string, string>()
  for (const id of specs.keys()) {
    const theirs = module(id)
    if (theirs !== undefined) found.set(theirs, id)
  }
  for (const { id, output } of parts) {
    const theirs = module(id)
    if (theirs !== undefined) found.set(theirs, output)
  }
  return found
}
