import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSharp } from '../../main/jobs/pictures/loadSharp'
import type { ScanReport } from '../../shared/records/scanReport'
import { noReference, shared } from '../reference'
import { cacheIn, scanHere, temporaryFolder } from './scanHere'

const data = path.join(shared ?? '', 'data')

const findingOf = ({ findings }: ScanReport, kind: string) => findings.find((finding) => finding.kind === kind)

describe.skipIf(!shared)(`near duplicates${shared ? '' : ` (${noReference})`}`, () => {
  test('photos that were saved again, scaled and brightened are found, different ones of a class are not', async () => {
    const folder = temporaryFolder()
    cacheIn(path.join(folder, 'cache'))
    const sharp = loadSharp()
    const place = (name: string) => {
      const file = path.join(folder, 'set', name)
      mkdirSync(path.dirname(file), { recursive: true })
      return file
    }
    const photos = ['ants', 'bees'].flatMap((className) =>
      readdirSync(path.join(data, 'photos/train', className))
        .filter((name) => name.endsWith('.jpg'))
        .slice(20, 40)
        .map((name) => path.join(data, 'photos/train', className, name)),
    )
    for (const [k, photo] of photos.entries())
      copyFileSync(photo, place(`train/${k % 2 ? 'b' : 'a'}/${String(k).padStart(2, '0')}.jpg`))
    const original = (k: number) => sharp(photos[k] as string)
    await original(1).jpeg({ quality: 60 }).toFile(place('train/b/z01.jpg'))
    await original(3).resize({ width: 200 }).png().toFile(place('val/b/z03.png'))
    await original(5).linear(1.08, 4).webp({ quality: 80 }).toFile(place('train/a/z05.webp'))
    await original(6).resize({ width: 900 }).jpeg({ quality: 85 }).toFile(place('train/a/z06.jpg'))
    await original(8).greyscale().jpeg().toFile(place('train/a/z08.jpg'))

    const { report } = await scanHere(path.join(folder, 'set'))
    expect(report.images).toBe(photos.length + 5)
    expect(report.duplicates).toEqual([])
    expect(report.nearDuplicates).toEqual([
      ['train/a/06.jpg', 'train/a/z06.jpg'],
      ['train/a/08.jpg', 'train/a/z08.jpg'],
      ['train/a/z05.webp', 'train/b/05.jpg'],
      ['train/b/01.jpg', 'train/b/z01.jpg'],
      ['train/b/03.jpg', 'val/b/z03.png'],
    ])
    expect(findingOf(report, 'near-duplicates-across-splits')).toMatchObject({
      severity: 'error',
      groups: [['train/b/03.jpg', 'val/b/z03.png']],
      repair: 'one-split',
    })
    expect(findingOf(report, 'near-duplicates-with-different-labels')).toMatchObject({
      severity: 'error',
      groups: [['train/a/z05.webp', 'train/b/05.jpg']],
      repair: 'exclude',
    })
    expect(findingOf(report, 'near-duplicates')).toMatchObject({ severity: 'warning', count: 10, repair: 'keep-one' })
  })

  test('398 different photos: none; the placeholder among the ants is named as grey', async () => {
    cacheIn(temporaryFolder())
    const { report } = await scanHere(path.join(data, 'photos'))
    expect(report).toMatchObject({
      files: 398,
      images: 398,
      classes: { ants: 194, bees: 204 },
      splits: { train: 245, validation: 153 },
      formats: { JPEG: 397, GIF: 1 },
      problems: [],
      duplicates: [],
      nearDuplicates: [],
      isNearSearchComplete: true,
    })
    expect(findingOf(report, 'grey-among-colour')?.paths).toContain('train/ants/imageNotFound.gif')
    // As ImageNet, whose photos these are: 0.485, 0.456, 0.406 and 0.229, 0.224, 0.225.
    expect(report.pixels?.mean[1]).toBeCloseTo(0.47, 1)
    expect(report.pixels?.deviation[1]).toBeCloseTo(0.24, 1)
  })

  test('6,000 different pictures of cifar: none, neither equal nor nearly', async () => {
    cacheIn(temporaryFolder())
    const { report } = await scanHere(path.join(data, 'cifar'))
    expect(report).toMatchObject({ images: 6000, splits: { train: 5000, test: 1000 }, problems: [], duplicates: [] })
    expect(report.nearDuplicates).toEqual([])
    expect(Object.values(report.classes)).toEqual(Array.from({ length: 10 }, () => 600))
    // The published figures of CIFAR-10.
    for (const [c, mean] of [0.4914, 0.4822, 0.4465].entries()) expect(report.pixels?.mean[c]).toBeCloseTo(mean, 1.7)
    for (const [c, deviation] of [0.247, 0.2435, 0.2616].entries())
      expect(report.pixels?.deviation[c]).toBeCloseTo(deviation, 1.7)
  })
})
