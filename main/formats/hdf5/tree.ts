import type { Hdf5Attribute, Hdf5Dataset, Hdf5Group } from './encode'

/** A group in the making: datasets and attributes are put by path. */
export class Hdf5Tree implements Hdf5Group {
  readonly attributes = new Map<string, Hdf5Attribute>()
  readonly groups = new Map<string, Hdf5Tree>()
  readonly datasets = new Map<string, Hdf5Dataset>()

  /** The group at `a/b/c`, made if it is not there. */
  group(path: string): Hdf5Tree {
    return path
      .split('/')
      .filter((part) => part !== '')
      .reduce((at: Hdf5Tree, part) => {
        const found = at.groups.get(part) ?? new Hdf5Tree()
        at.groups.set(part, found)
        return found
      }, this)
  }

  dataset(path: string, dataset: Hdf5Dataset): void {
    const at = path.lastIndexOf('/')
    this.group(path.slice(0, Math.max(0, at))).datasets.set(path.slice(at + 1), dataset)
  }
}
