import type { ExportModel } from '../exportModel'
import { flattenOrder } from '../flattenOrder'
import { className, pythonName } from '../python/pythonName'
import { type Argument, type Call, callText, type HelperName, type LayerCode } from './code'
import { layerCode } from './layerCode'
import { type Item, inputsOf, outputOf, type Scope, scopesOf } from './scopes'

/** A class of `model.py`. */
export interface ModuleClass {
  readonly name: string
  readonly title: string | undefined
  readonly parameters: readonly string[]
  readonly modules: readonly { readonly attribute: string; readonly text: string }[]
  readonly forward: readonly string[]
}

export interface ModelCode {
  /** Each before those that use it; the last is the network. */
  readonly classes: readonly ModuleClass[]
  readonly helpers: ReadonlySet<HelperName>
  /** Where each layer's module is: 'layer1.0.conv1'. */
  readonly paths: ReadonlyMap<string, string>
}

/** A scope's code before it is known what its class is told. */
interface Body {
  readonly scope: Scope
  readonly modules: readonly { readonly attribute: string; readonly call: Call | string }[]
  readonly forward: readonly string[]
}

/** Parameters that everybody knows by their place. */
const plainly = ['in_channels', 'out_channels']
/** Most lines' length. */
const longestLine = 100
/** Calls around one another on one line. */
const deepest = 3

/** A model's code: a class for each kind of block, with parameters for what differs between those that stand in the network. */
export function modelCode(model: ExportModel): ModelCode {
  const writer = new ClassWriter(model)
  const root = scopesOf(model)
  writer.write(root)
  return writer.result(root)
}

class ClassWriter {
  private readonly order: ReturnType<typeof flattenOrder>
  private readonly classes: ModuleClass[] = []
  private readonly helpers = new Set<HelperName>()
  private readonly calls = new Map<Scope, Call | string>()
  private readonly attributes = new Map<Scope, ReadonlyMap<string, string>>()

  constructor(model: ExportModel) {
    this.order = flattenOrder(model)
  }

  /** The lowest blocks first, so that those around them know how they are called. */
  write(root: Scope): void {
    const byHeight: Scope[][] = []
    const height = (scope: Scope): number => {
      const inner = scope.items.flatMap((item) => (item.kind === 'scope' ? [height(item.scope)] : []))
      const own = inner.length === 0 ? 0 : Math.max(...inner) + 1
      byHeight[own] = [...(byHeight[own] ?? []), scope]
      return own
    }
    height(root)
    for (const scopes of byHeight) {
      const groups = new Map<string, Body[]>()
      for (const scope of scopes) {
        const row = scope === root ? undefined : this.row(scope)
        if (row !== undefined) {
          this.calls.set(scope, row)
          continue
        }
        const body = this.body(scope)
        const key = JSON.stringify([scope.block, scope === root, body.forward, body.modules.map(shapeOf)])
        groups.set(key, [...(groups.get(key) ?? []), body])
      }
      for (const bodies of groups.values()) this.define(bodies, root)
    }
  }

  result(root: Scope): ModelCode {
    const paths = new Map<string, string>()
    const walk = (scope: Scope, prefix: string) => {
      const names = this.attributes.get(scope)
      for (const [k, item] of scope.items.entries()) {
        const own = `${prefix}${names ? names.get(keyOf(item)) : k}`
        if (item.kind === 'layer') paths.set(item.layer.id, own)
        else walk(item.scope, `${own}.`)
      }
    }
    walk(root, '')
    return { classes: this.classes, helpers: this.helpers, paths }
  }

  /** Blocks one behind the other, and nothing else, are a row. */
  private row({ items, input }: Scope): string | undefined {
    let before = input
    const lines: string[] = []
    for (const item of items) {
      if (item.kind !== 'scope' || item.scope.input !== before) return undefined
      const call = this.calls.get(item.scope) as Call | string
      lines.push(typeof call === 'string' ? call : callText(call))
      before = item.scope.output
    }
    return `nn.Sequential(\n${lines.map((line) => `${indented(line, 4)},\n`).join('')})`
  }

  private body(scope: Scope): Body {
    const names = new Map<string, string>()
    const used = new Set<string>()
    const modules: Body['modules'][number][] = []
    const codes = new Map<Item, LayerCode>()
    for (const item of scope.items) {
      const code = item.kind === 'layer' ? layerCode(item.layer, this.order) : undefined
      for (const helper of code?.helpers ?? []) this.helpers.add(helper)
      const call = item.kind === 'layer' ? code?.module : this.calls.get(item.scope)
      const attribute = pythonName(relative(keyOf(item), scope.id), (name) => used.has(name))
      used.add(attribute)
      names.set(keyOf(item), attribute)
      if (call !== undefined) modules.push({ attribute, call })
      codes.set(item, code ?? { expression: ([x], self) => `${self}(${x})` })
    }
    this.attributes.set(scope, names)
    const forward = forwardLines(scope, (item) => codes.get(item) as LayerCode, names)
    return { scope, modules, forward }
  }

  /** One class for blocks that differ in numbers alone, which become its parameters. */
  private define(bodies: readonly Body[], root: Scope): void {
    const [first] = bodies as [Body]
    const isTaken = (name: string) => this.classes.some((one) => one.name === name)
    const name = first.scope === root ? 'Network' : className(first.scope.block, isTaken)
    const lists = bodies.map(({ modules }) =>
      modules.flatMap(({ call }) => (typeof call === 'string' ? [] : call.args)),
    )
    const owners = first.modules.flatMap(({ attribute, call }) =>
      typeof call === 'string' ? [] : call.args.map(() => attribute),
    )
    const parameters = new Map<string, { name: string; values: readonly (number | string)[] }>()
    const placed = lists[0]?.map((argument, k) => {
      const values = lists.map((list) => (list[k] as Argument).value)
      if (values.every((value) => value === values[0])) return argument
      const key = JSON.stringify(values)
      const known = parameters.get(key)
      const isUsed = (wanted: string) => [...parameters.values()].some((one) => one.name === wanted)
      const wanted = isUsed(argument.meaning) ? `${owners[k]}_${argument.meaning}` : argument.meaning
      const made = known ?? { name: pythonName(wanted, isUsed), values }
      parameters.set(key, made)
      return { ...argument, value: made.name }
    })
    let at = 0
    const modules = first.modules.map(({ attribute, call }) => {
      if (typeof call === 'string') return { attribute, text: call }
      const args = (placed ?? []).slice(at, at + call.args.length)
      at += call.args.length
      return { attribute, text: callText({ ...call, args }) }
    })
    const all = [...parameters.values()]
    const { title } = first.scope
    this.classes.push({ name, title, parameters: all.map((one) => one.name), modules, forward: first.forward })
    for (const [k, { scope }] of bodies.entries()) {
      // By keyword: what a number is for is seen where it stands.
      const plain = all.findIndex((one, place) => one.name !== plainly[place])
      const args = all.map(
        (one, place): Argument => ({
          ...(plain >= 0 && place >= plain && { keyword: one.name }),
          meaning: one.name,
          value: one.values[k] as number,
        }),
      )
      this.calls.set(scope, { callee: name, args })
    }
  }
}

const keyOf = (item: Item): string => (item.kind === 'layer' ? item.layer.id : item.scope.id)

const relative = (id: string, prefix: string): string =>
  prefix !== '' && id.startsWith(`${prefix}.`) ? id.slice(prefix.length + 1) : id

/** What must be equal for two modules to stand in one class. */
const shapeOf = ({ attribute, call }: Body['modules'][number]) =>
  typeof call === 'string' ? [attribute, call] : [attribute, call.callee, call.args.map(({ keyword }) => keyword ?? '')]

const indented = (text: string, spaces: number) => text.replace(/^(?=.)/gm, ' '.repeat(spaces))

/** The body of `forward`: `x` for what came in as long as nothing else needs it, `y` beside it, then names of the layers. */
function forwardLines(
  { items, input, output }: Scope,
  codeOf: (item: Item) => LayerCode,
  attributes: ReadonlyMap<string, string>,
): string[] {
  const left = new Map<string, number>([[output, 1]])
  for (const item of items) for (const id of inputsOf(item)) left.set(id, (left.get(id) ?? 0) + 1)
  /** What each variable holds now. */
  const held = new Map([['x', input]])
  const nameOf = (id: string) => [...held].find(([, value]) => value === id)?.[0] as string
  const lines: string[] = []
  let pending: Pending | undefined
  const flush = () => {
    if (!pending) return
    const isFree = (name: string) => (left.get(held.get(name) ?? '') ?? 0) === 0
    const same = pending.sources.map(nameOf).find(isFree)
    const branch = pending.item.kind === 'scope' ? attributes.get(pending.item.scope.id) : undefined
    const wanted = same ?? ['x', branch ?? 'y'].find(isFree) ?? (attributes.get(keyOf(pending.item)) as string)
    const name = isFree(wanted) ? wanted : pythonName(wanted, (one) => !isFree(one))
    held.set(name, pending.id)
    lines.push(`${name} = ${pending.text}`)
    pending = undefined
  }
  for (const item of items) {
    const [code, inputs] = [codeOf(item), inputsOf(item)]
    const self = `self.${attributes.get(keyOf(item))}`
    const [source] = inputs
    if (pending && code.nests && source === pending.id && left.get(source) === 1 && pending.depth < deepest) {
      const text = code.expression([pending.text], self)
      if (text.length <= longestLine) {
        left.set(source, 0)
        pending = { ...pending, id: outputOf(item), text, depth: pending.depth + 1 }
        continue
      }
    }
    flush()
    const text = code.expression(inputs.map(nameOf), self)
    for (const id of inputs) left.set(id, (left.get(id) ?? 0) - 1)
    pending = { id: outputOf(item), item, sources: inputs, text, depth: 1 }
  }
  lines.push(`return ${pending?.text ?? 'x'}`)
  return lines
}

/** An expression that is not written yet: something may be put around it. */
interface Pending {
  readonly id: string
  readonly item: Item
  readonly sources: readonly string[]
  readonly text: string
  readonly depth: number
}
