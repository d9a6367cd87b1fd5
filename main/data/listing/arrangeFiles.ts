import type { Split } from '../dataSet'
import { type ClassRoot, findLayout } from './findLayout'
import { FolderTree, parentOf } from './folderTree'
import type { ListOptions } from './listOptions'
import type { FileProblem, PictureEntry } from './pictureListing'
import type { FoundFiles } from './walkFolder'

/** Files that have a class, and what is in the way of the others. */
export interface ArrangedFiles {
  readonly entries: PictureEntry[]
  readonly problems: FileProblem[]
}

/** What a folder means for the files directly in it. */
type Role =
  | { readonly kind: 'class'; readonly className: string; readonly split: Split | undefined; readonly depth: number }
  /** Holds class folders, or splits. */
  | { readonly kind: 'above' }
  /** In a class folder, or beside `train`: named once with all that is in it; `isTop` where that is to be done. */
  | { readonly kind: 'nested' | 'beside'; readonly isTop: boolean }

/**
 * Reads class and split out of the names of files, by the layout of their folders. A file outside every class folder is a problem, and
 * so is a folder of which nothing is used, and a class folder without a file.
 */
export function arrangeFiles(found: FoundFiles, nested: ListOptions['nested']): ArrangedFiles {
  const tree = new FolderTree(found)
  const roots = findLayout(tree)
  const roles = new Map<string, Role>()
  for (const folder of ['', ...found.folders]) roles.set(folder, roleOf(folder, roots, nested))

  const entries: PictureEntry[] = []
  const problems: FileProblem[] = []
  for (const { name, size, modified } of found.files) {
    const role = roles.get(parentOf(name))
    if (role?.kind === 'class') entries.push({ name, className: role.className, split: role.split, size, modified })
    else if (role?.kind === 'above') problems.push(beside(name))
  }
  const named = new Set(found.problems.map(({ place }) => place))
  for (const [folder, role] of roles) {
    const problem = role.kind === 'class' ? emptyClass(folder, role, tree, nested) : unused(folder, role, tree)
    // A folder that cannot be read is not empty.
    if (problem && !named.has(folder)) problems.push(problem)
  }
  return { entries, problems }
}

function roleOf(folder: string, roots: readonly ClassRoot[], nested: ListOptions['nested']): Role {
  const root = roots.find(
    (root) => root.folder === '' || folder === root.folder || folder.startsWith(`${root.folder}/`),
  )
  if (!root) {
    const isAbove = (name: string) => name === '' || roots.some((root) => root.folder.startsWith(`${name}/`))
    return isAbove(folder) ? { kind: 'above' } : { kind: 'beside', isTop: isAbove(parentOf(folder)) }
  }
  if (folder === root.folder) return { kind: 'above' }
  const path = root.folder === '' ? folder : folder.slice(root.folder.length + 1)
  const [first, ...deeper] = path.split('/') as [string, ...string[]]
  if (deeper.length > 0 && !nested) return { kind: 'nested', isTop: deeper.length === 1 }
  return {
    kind: 'class',
    className: nested === 'full-path' ? path : first,
    split: root.split,
    depth: 1 + deeper.length,
  }
}

const beside = (name: string): FileProblem => ({
  code: 'no-class-folder',
  message: 'lies in no class folder',
  remedy: 'put it into the folder of its class if it belongs to one',
  place: name,
})

/** In nested folders that are classes of their own, one around others need not hold files itself. */
function emptyClass(
  folder: string,
  { depth }: { depth: number },
  tree: FolderTree,
  nested: ListOptions['nested'],
): FileProblem | undefined {
  const isEmpty =
    nested === 'first-folder'
      ? depth === 1 && tree.allFiles(folder) === 0
      : tree.files(folder) === 0 && (nested === undefined || tree.folders(folder).length === 0)
  if (!isEmpty) return undefined
  return { code: 'class-empty', message: 'the class folder has no files', remedy: 'fill or remove it', place: folder }
}

function unused(folder: string, role: Role, tree: FolderTree): FileProblem | undefined {
  if (role.kind === 'class' || role.kind === 'above' || !role.isTop) return undefined
  const files = tree.allFiles(folder)
  if (files === 0) return undefined
  const what = `its ${files} ${files === 1 ? 'file is' : 'files are'} not used`
  return role.kind === 'nested'
    ? {
        code: 'nested-folder',
        message: `is a folder inside a class folder; ${what}`,
        remedy: 'move them up, or read nested folders',
        place: folder,
      }
    : {
        code: 'no-split-folder',
        message: `lies beside train, val and test; ${what}`,
        remedy: 'move it into one of them',
        place: folder,
      }
}
