import type { KerasLayer } from './kerasModel'

/**
 * The order in which Keras keeps the layers of a functional model: by their distance from the output, the farthest first, and among
 * equals as they are met from the output backwards. Keras 3 finds weights by it (the third Conv2D is `conv2d_2`), so a file has to
 * have the same.
 * @see keras.src.ops.function.map_graph
 */
export function kerasOrder(layers: readonly KerasLayer[], output: string): KerasLayer[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]))
  const met = new Map<string, number>()
  const finished: string[] = []
  // Depth first without recursion: a network may have 20,000 layers in a row.
  const stack: { name: string; next: number }[] = [{ name: output, next: 0 }]
  met.set(output, 0)
  while (stack.length > 0) {
    const top = stack[stack.length - 1] as { name: string; next: number }
    const { inputs } = byName.get(top.name) as KerasLayer
    if (top.next === inputs.length) {
      finished.push(top.name)
      stack.pop()
      continue
    }
    const source = inputs[top.next++] as string
    if (met.has(source)) continue
    met.set(source, met.size)
    stack.push({ name: source, next: 0 })
  }
  const depths = new Map<string, number>()
  for (const name of [...finished].reverse()) {
    const depth = depths.get(name) ?? 0
    depths.set(name, depth)
    for (const source of (byName.get(name) as KerasLayer).inputs)
      depths.set(source, Math.max(depths.get(source) ?? 0, depth + 1))
  }
  return finished
    .sort(
      (a, b) =>
        (depths.get(b) as number) - (depths.get(a) as number) || (met.get(a) as number) - (met.get(b) as number),
    )
    .map((name) => byName.get(name) as KerasLayer)
}
