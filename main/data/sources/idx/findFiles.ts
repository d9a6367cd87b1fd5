import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../../disk/disk'

/** A file of images and the file of their labels. */
export interface IdxPair {
  readonly images: string
  readonly labels: string
}

/** MNIST's names, also with dots, also gzipped. */
const imagesName = /^(.*)images[.-]idx([34])[.-]ubyte(\.gz)?$/i

/**
 * The IDX files that a path names: a folder with MNIST's files (`train-...` and, if there, `t10k-...` or `test-...`), one images file
 * with its labels file beside it, or `IMAGES,LABELS`. `undefined` if it is nothing of that kind. A labels file that is missing is
 * named all the same: the reader says that it is not there.
 */
export async function findIdxFiles(place: string): Promise<{ train: IdxPair; test?: IdxPair } | undefined> {
  const comma = place.lastIndexOf(',')
  const kind = await kindOf(place)
  if (kind === 'folder') return inFolder(place)
  if (kind === 'file') {
    const labels = labelsNames(path.basename(place))
    return labels && { train: { images: place, labels: await firstThere(path.dirname(place), labels) } }
  }
  if (comma < 0 || (await kindOf(place.slice(0, comma))) !== 'file') return undefined
  const images = place.slice(0, comma)
  return { train: { images, labels: path.resolve(path.dirname(images), place.slice(comma + 1)) } }
}

async function kindOf(place: string): Promise<'file' | 'folder' | undefined> {
  try {
    const found = await stat(place)
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

async function inFolder(folder: string): Promise<{ train: IdxPair; test?: IdxPair } | undefined> {
  const names = (await readdir(folder)).sort()
  const pair = async (prefix: RegExp): Promise<IdxPair | undefined> => {
    const images = names.find((name) => prefix.test(imagesName.exec(name)?.[1] ?? '-'))
    const labels = images === undefined ? undefined : labelsNames(images)
    if (images === undefined || !labels) return undefined
    return { images: path.join(folder, images), labels: await firstThere(folder, labels) }
  }
  const train = (await pair(/^train[-_.]?$/i)) ?? (await pair(/^$/))
  const test = await pair(/^(?:t10k|test)[-_.]?$/i)
  return train && (test ? { train, test } : { train })
}

/** What the labels file may be called: the same name with the words exchanged, gzipped or not. */
function labelsNames(images: string): string[] | undefined {
  const match = imagesName.exec(images)
  if (!match) return undefined
  const plain = images
    .replace(/\.gz$/i, '')
    .replace(/images([.-]idx)[34]([.-]ubyte)$/i, (whole, before, after) =>
      whole.startsWith('I') ? `Labels${before}1${after}` : `labels${before}1${after}`,
    )
  return match[3] ? [`${plain}.gz`, plain] : [plain, `${plain}.gz`]
}

async function firstThere(folder: string, names: readonly string[]): Promise<string> {
  for (const name of names) if ((await kindOf(path.join(folder, name))) === 'file') return path.join(folder, name)
  return path.join(folder, names[0] as string)
}
