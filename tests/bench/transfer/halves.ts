import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Two halves of the classes of a folder with `train/` and `test/`, by name. */
export function classHalves(source: string): [string[], string[]] {
  const classes = readdirSync(path.join(source, 'train')).sort()
  const middle = classes.length >> 1
  return [classes.slice(0, middle), classes.slice(middle)]
}

/** A folder of some of the classes: the first `perClass` training pictures of each by name, and all that are to be tested on. */
export function copyClasses(source: string, classes: readonly string[], perClass: number, to: string): string {
  for (const split of ['train', 'test'])
    for (const name of classes) {
      const [from, into] = [path.join(source, split, name), path.join(to, split, name)]
      mkdirSync(into, { recursive: true })
      const files = readdirSync(from).sort()
      for (const file of split === 'train' ? files.slice(0, perClass) : files)
        copyFileSync(path.join(from, file), path.join(into, file))
    }
  return to
}
