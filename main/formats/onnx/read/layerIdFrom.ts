/** Longest id of a layer. */
const mostSigns = 80

/**
 * A layer's id made of a name in a file: "/features/features.0/Conv" becomes "features.features.0.Conv". What cannot stand in an id
 * becomes "_"; a number makes it one of its own.
 */
export function layerIdFrom(name: string, otherwise: string, isTaken: (id: string) => boolean): string {
  const cleaned = name
    // What exporters hang to a node's name for its output.
    .replace(/(\/out|_output_0|:0)$/, '')
    .replace(/^[/.]+|[/.]+$/g, '')
    .replace(/[/:]+/g, '.')
    .replace(/[^A-Za-z0-9_.-]/g, '_')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, mostSigns - 6)
  const stem = cleaned === '' ? otherwise : cleaned
  let id = stem
  for (let k = 2; isTaken(id); k++) id = `${stem}_${k}`
  return id
}
