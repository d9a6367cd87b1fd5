import type { AugmentedAnswer, AugmentedQuestion } from '../../../shared/contract/jobs'
import { augmentationSentences, changesOf } from '../../../shared/training/augmentation/captions'
import { compilePreview, type PreviewProgram } from '../../../shared/training/compilePreview'
import { imageBytes } from '../../data/dataSet'
import { knobFeed } from '../train/knobFeed'
import { joined } from './joined'
import type { LabBench } from './labBench'
import { keyOf, openProgram } from './openProgram'

/** What training would make of pictures, by the graph that it runs. A strength that is a knob is fed, so that moving it compiles nothing. */
export async function augmented(
  question: AugmentedQuestion,
  bench: LabBench,
  signal: AbortSignal,
): Promise<AugmentedAnswer> {
  const { project, projectFolder, variants, seed, firstStep } = question
  const subject = { project, projectFolder }
  const seen: Uint8Array[] = []
  for (const picture of question.pictures) {
    seen.push((await bench.picture(subject, project, picture)).pixels)
    signal.throwIfAborted()
  }
  const size = (await bench.source(subject, project)).shape
  const { augmentation } = project
  const { program: opened, session } = await bench.programs.get(keyOf('augmented', augmentation, size, seed), () =>
    openProgram(compilePreview({ size, augmentation, seed }), undefined, { strict: false }),
  )
  const program = opened as PreviewProgram
  const set = Object.fromEntries(
    program.knobs.map(({ name, initial, range }) => [name, within(question.knobs[name] ?? initial, range)]),
  )
  const images = joined(seen)
  const each = imageBytes(size)
  const columns = program.parameters.length
  const pictures: AugmentedAnswer['pictures'] = seen.map((pixels) => ({ pixels, variants: [] }))
  for (let k = 0; k < variants; k++) {
    const feeds = { images, step: firstStep + k, ...knobFeed(program, set) }
    const result = session.call('preview', feeds) as { pictures: Float32Array; values?: Float32Array }
    for (const [place, picture] of pictures.entries()) {
      const drawn = result.values?.subarray(place * columns, (place + 1) * columns) ?? []
      picture.variants.push({
        pixels: Uint8Array.from(result.pictures.subarray(place * each, (place + 1) * each), Math.round),
        changes: changesOf(program.operations, program.parameters, drawn).map((change) => ({
          ...change,
          drawn: { ...change.drawn },
        })),
      })
    }
    await new Promise((resolve) => setImmediate(resolve))
    signal.throwIfAborted()
  }
  return {
    ask: 'augmented',
    size: [...size] as [number, number, number],
    knobs: program.knobs.map(({ name, range }) => ({
      name,
      value: set[name] as number,
      ...(range && { range: [range[0], range[1]] as [number, number] }),
    })),
    sentences: augmentationSentences(augmentation, size),
    pictures,
  }
}

const within = (value: number, range: readonly [number, number] | undefined): number =>
  range ? Math.max(range[0], Math.min(range[1], value)) : value
