import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What the files of a folder may import: other folders of ours, packages, Node's own modules. */
interface Area {
  readonly folder: string
  readonly sees: readonly string[]
  readonly node: boolean
  /** Everything else is free to come and go, except what `keptPackages` gives to one folder. */
  readonly onlyPackages?: readonly string[]
}

const areas: readonly Area[] = [
  { folder: 'shared', sees: [], node: false, onlyPackages: ['zod'] },
  { folder: 'main/disk', sees: ['shared'], node: true },
  { folder: 'main/engine', sees: ['shared', 'main/disk'], node: true },
  { folder: 'main/data', sees: ['shared', 'main/disk'], node: true },
  { folder: 'main/formats', sees: ['shared', 'main/disk'], node: true },
  { folder: 'main/jobs', sees: ['shared', 'main/disk', 'main/engine', 'main/data', 'main/formats'], node: true },
  { folder: 'main/studio', sees: ['shared', 'main/disk'], node: true },
  { folder: 'main/shells', sees: ['shared', 'main/studio'], node: true },
  { folder: 'renderer', sees: ['shared'], node: false },
]

/** Packages that one folder alone may load. */
const keptPackages: readonly { package: RegExp; folder: string }[] = [
  { package: /^@tensorflow\//, folder: 'main/engine' },
  { package: /^electron(\/|$)/, folder: 'main/shells/desktop' },
]

/**
 * Every import of a tree that points the wrong way, as 'main/data/x.ts imports main/jobs/y'. Unlike the lint rule it follows relative paths to
 * the folder they name, and it sees `require()`.
 */
export function wrongImports(root: string): string[] {
  return areas.flatMap((area) =>
    sources(path.join(root, area.folder)).flatMap((file) =>
      importsOf(readFileSync(file, 'utf8')).flatMap((specifier) => {
        const target = specifier.startsWith('.')
          ? path.relative(root, path.resolve(path.dirname(file), specifier)).replaceAll(path.sep, '/')
          : specifier
        const from = path.relative(root, file).replaceAll(path.sep, '/')
        return isAllowed(area, from, specifier, target) ? [] : [`${from} imports ${target}`]
      }),
    ),
  )
}

function isAllowed(area: Area, from: string, specifier: string, target: string): boolean {
  // The version is read from there at build time.
  if (target === 'package.json') return area.node
  if (specifier.startsWith('.')) return [area.folder, ...area.sees].some((folder) => isInside(target, folder))
  if (specifier.startsWith('node:')) return area.node
  if (area.onlyPackages && !area.onlyPackages.includes(specifier)) return false
  return keptPackages.every((kept) => !kept.package.test(specifier) || isInside(from, kept.folder))
}

const isInside = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`)

/** All that is not a test; those may reach across. */
function sources(folder: string): string[] {
  let entries: ReturnType<typeof readEntries>
  try {
    entries = readEntries(folder)
  } catch (error) {
    // renderer/ and main/formats come with later versions.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return entries
    .filter((entry) => entry.isFile() && /\.(c|m)?tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
}

const readEntries = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true })

const forms = [
  /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
  // Not the end of a text: `'import'`.
  /(?<!['"`-])\bimport\s*['"]([^'"]+)['"]/g,
  /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g,
  /\brequire(?:\.resolve)?\s*\(\s*['"`]([^'"`]+)['"`]/g,
]

function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] as string))
}
