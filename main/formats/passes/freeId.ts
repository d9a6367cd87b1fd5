import type { ExportModel } from '../exportModel'

/** `wanted`, or with a number behind it where a layer has that name. */
export function freeId({ layers }: Pick<ExportModel, 'layers'>, wanted: string): string {
  const taken = new Set(layers.map(({ id }) => id))
  let id = wanted
  for (let k = 2; taken.has(id); k++) id = `${wanted}_${k}`
  return id
}
