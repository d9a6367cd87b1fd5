import type { PreviewResult, PreviewTask } from '../../../shared/contract/jobs'
import { augmentationSentences, changesOf, type PictureChange } from '../../../shared/training/augmentation/captions'
import { compilePreview } from '../../../shared/training/compilePreview'
import { imageBytes } from '../../data/dataSet'
import { diskProblem } from '../../disk/diskProblem'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { encodePng } from '../../engine/encodePng'
import { Session } from '../../engine/session'
import type { JobContext } from '../jobContext'
import { startEngine } from '../startEngine'
import { knobFeed } from '../train/knobFeed'
import { contactSheet, type SheetCell } from './contactSheet'
import { type PreviewSubject, previewSubject } from './previewSubject'

/**
 * Draws a contact sheet: each picture as it is, and what augmentation makes of it in so many steps, by the graph that training runs. Variant k
 * of a project's pictures is what step k of a run with that seed would make of its first batch; the first is what it really sees first.
 */
export async function preview(task: PreviewTask, context: JobContext): Promise<PreviewResult> {
  startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const subject = await previewSubject(task, context)
  const { size, classes, labels, seed } = subject
  const program = compilePreview({ size, augmentation: subject.augmentation, seed })
  const session = await Session.open(program)
  const shown = Math.min(task.pictures, labels.length)
  const each = imageBytes(size)
  const rows: SheetCell[][] = Array.from({ length: shown }, (_, k) => [
    { pixels: subject.images.subarray(k * each, (k + 1) * each), lines: [classes[labels[k] as number] ?? ''] },
  ])
  const changes: PictureChange[][][] = rows.map(() => [])
  try {
    for (let step = 0; step < task.variants; step++) {
      const { pictures, values } = session.call('preview', {
        images: subject.images,
        step,
        ...knobFeed(program, {}),
      }) as { pictures: Float32Array; values?: Float32Array }
      const columns = program.parameters.length
      for (const [k, row] of rows.entries()) {
        const drawn = values?.subarray(k * columns, (k + 1) * columns) ?? []
        const change = changesOf(program.operations, program.parameters, drawn)
        changes[k]?.push(change)
        row.push({
          pixels: Uint8Array.from(pictures.subarray(k * each, (k + 1) * each), Math.round),
          lines: change.length > 0 ? change.map(({ caption }) => caption) : ['unchanged'],
        })
      }
    }
  } finally {
    session.close()
  }
  const augmentation = augmentationSentences(subject.augmentation, size)
  const sheet = contactSheet({ size, heading: heading(subject, augmentation), rows })
  const png = await encodePng(sheet.pixels, sheet.height, sheet.width)
  try {
    await writeFileAtomically(realDisk, task.out, png)
  } catch (error) {
    throw diskProblem(error, 'the contact sheet', task.out)
  }
  return {
    task: 'preview',
    file: task.out,
    height: sheet.height,
    width: sheet.width,
    seed,
    augmentation,
    pictures: changes.map((variants, k) => ({ class: classes[labels[k] as number] ?? '', variants })),
  }
}

const heading = ({ seed, size }: PreviewSubject, sentences: readonly string[]): string[] => [
  `${size.join('x')}, seed ${seed}. ${sentences.length === 0 ? 'No augmentation.' : 'Training images:'}`,
  ...sentences.map((sentence) => `- ${sentence}`),
]
