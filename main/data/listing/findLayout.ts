import type { Split } from '../dataSet'
import { baseOf, type FolderTree } from './folderTree'
import { splitOfName } from './splitNames'

/** A folder whose folders are classes. */
export interface ClassRoot {
  /** '' for the source itself. */
  readonly folder: string
  readonly split: Split | undefined
}

/**
 * Where the class folders are: directly in the source, or in `train`, `val` and `test` there; and all this perhaps inside one folder that
 * holds everything else, as in most zips.
 */
export function findLayout(tree: FolderTree): ClassRoot[] {
  const base = insideWrappers(tree)
  return splitRoots(tree, base) ?? [{ folder: base, split: undefined }]
}

function insideWrappers(tree: FolderTree): string {
  for (let base = ''; ; ) {
    const [only, ...others] = tree.folders(base)
    if (only === undefined || others.length > 0 || tree.files(base) > 0) return base
    const inside = tree.folders(only).length
    if (inside === 0 || (inside === 1 && tree.files(only) > 0) || splitOfName(baseOf(only))) return base
    base = only
  }
}

/**
 * A class may be called `train` too. So folders are splits only if one of them holds folders, and if nothing but splits is there or
 * `train` and another one hold folders.
 */
function splitRoots(tree: FolderTree, base: string): ClassRoot[] | undefined {
  const inside = tree.folders(base).filter((folder) => tree.files(folder) + tree.folders(folder).length > 0)
  const named = inside.flatMap((folder) => {
    const split = splitOfName(baseOf(folder))
    return split ? [{ folder, split }] : []
  })
  const withClasses = named.filter(({ folder }) => tree.folders(folder).length > 0).map(({ split }) => split)
  if (withClasses.length === 0) return undefined
  const isSure = withClasses.includes('train') && new Set(withClasses).size > 1
  return named.length === inside.length || isSure ? named : undefined
}
