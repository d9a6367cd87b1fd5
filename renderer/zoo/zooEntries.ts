import { zoo } from '../../shared/zoo'
import { type ZooFacts, zooFacts } from '../../shared/zoo/facts'
import { type Origin, originOf, zooFamilies } from '../../shared/zoo/origins'
import type { ZooOption } from '../../shared/zoo/zooNetwork'

/** A network of the gallery. */
export interface ZooEntry {
  readonly name: string
  readonly about: string
  readonly input: readonly [height: number, width: number, channels: number]
  readonly classes: number
  readonly options: readonly ZooOption[]
  readonly origin: Origin
  readonly facts: ZooFacts
}

export const zooEntries: readonly ZooEntry[] = zoo.map(({ name, about, published, options }) => ({
  name,
  about,
  input: published.input,
  classes: published.classes,
  options,
  origin: originOf(name),
  facts: zooFacts[name] as ZooFacts,
}))

export interface ZooFamily {
  readonly family: string
  readonly entries: readonly ZooEntry[]
}

/** The networks in which every word that is looked for stands somewhere: name, family, authors, title, year, description. */
export function foundEntries(query: string): readonly ZooFamily[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const fits = ({ name, about, origin }: ZooEntry) => {
    const text = [name, about, origin.family, origin.authors, origin.title, origin.year].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return zooFamilies
    .map((family) => ({ family, entries: zooEntries.filter((entry) => entry.origin.family === family && fits(entry)) }))
    .filter(({ entries }) => entries.length > 0)
}
