import type { OnnxAttribute, OnnxNode } from '../decodeOnnx'
import { onnxFault } from '../fault'
import { nodeText } from './graphReader'

/** Attributes of a node by name, with the operator's defaults. */
export class Attributes {
  private readonly byName: ReadonlyMap<string, OnnxAttribute>
  private readonly node: OnnxNode

  constructor(node: OnnxNode) {
    this.node = node
    this.byName = new Map(node.attribute.map((one) => [one.name, one]))
  }

  has = (name: string): boolean => this.byName.has(name)

  int(name: string, otherwise: number): number {
    return this.byName.get(name)?.i ?? otherwise
  }

  float(name: string, otherwise: number): number {
    return this.byName.get(name)?.f ?? otherwise
  }

  ints(name: string): number[] | undefined {
    const found = this.byName.get(name)?.ints
    return found && [...found]
  }

  /** Two numbers, of height and width. */
  pair(name: string, otherwise: readonly [number, number]): [number, number] {
    const found = this.ints(name) ?? [...otherwise]
    if (found.length !== 2) throw onnxFault('setting', `has ${nodeText(this.node)} over other things than pictures`)
    return found as [number, number]
  }

  text(name: string, otherwise: string): string {
    const found = this.byName.get(name)?.s
    return found ? Buffer.from(found).toString('latin1') : otherwise
  }

  tensor(name: string) {
    return this.byName.get(name)?.t
  }

  floats(name: string): Float32Array | undefined {
    return this.byName.get(name)?.floats
  }

  /** Refuses the node if an attribute has another value than the one that is read. */
  expect(name: string, value: number): void {
    if (this.int(name, value) !== value)
      throw onnxFault('setting', `has ${nodeText(this.node)} with ${name} ${this.int(name, value)}`)
  }
}
