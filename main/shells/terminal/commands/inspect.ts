import type { Command } from 'commander'
import { compareNetworks } from '../../../../shared/inspection/compareNetworks'
import { inspectNetwork } from '../../../../shared/inspection/inspectNetwork'
import { lesson, lessonNames } from '../../../../shared/inspection/lessons'
import { inferNetwork } from '../../../../shared/model/infer'
import type { Network } from '../../../../shared/model/network'
import { Problem } from '../../../../shared/problem'
import type { TrainingConfiguration } from '../../../../shared/training/configuration'
import { zoo, zooNetwork } from '../../../../shared/zoo'
import { type OpenProject, openProject } from '../../../studio/projects/projects'
import { problemIn } from '../../../studio/runs/checkNetwork'
import { pictureSize, positiveNumber, wholeNumber } from '../arguments'
import { choiceOption } from '../choiceOption'
import { comparisonText } from '../inspect/comparisonText'
import { inspectionText } from '../inspect/inspectionText'
import { lessonText } from '../inspect/lessonText'
import { type CommonOptions, command, type Output, printProblem, run } from '../output'

interface InspectOptions extends CommonOptions {
  readonly input?: [number, number, number]
  readonly classes?: number
  readonly width?: number
  readonly stem?: 'published' | 'small'
  readonly batchSize?: number
  readonly compare?: boolean
  readonly lesson?: string
}

const zooPrefix = 'zoo:'

/** `inspect PROJECT|zoo:NAME [--input HxWxC] [--classes N]`, `inspect --compare A B`, `inspect --lesson NAME` */
export const inspectCommand = (): Command =>
  command('inspect')
    .description('shapes, parameters, memory and cost of a network, layer by layer; or two networks compared')
    .argument('[network...]', 'a project, or zoo:NAME')
    .option('--input <HxWxC>', 'size of the pictures, in place of its own', pictureSize)
    .option('--classes <n>', 'classes of a network of the zoo', wholeNumber(1))
    .option('--width <k>', 'multiplies the filters of a network of the zoo that can be widened', positiveNumber)
    .addOption(choiceOption('--stem <which>', 'first layers of a network of the zoo', ['published', 'small']))
    .option('--batch-size <n>', "pictures in a batch, for memory (default: the project's own, or 32)", wholeNumber(1))
    .option('--compare', 'the difference of two networks')
    .option('--lesson <name>', `figures that teach: ${lessonNames.join(', ')}`)
    .action((names: string[], options: InspectOptions, self: Command) => {
      checkUse(names, options, self)
      return run(options, async (output) => {
        if (options.lesson !== undefined) {
          const found = lesson(options.lesson)
          return output.answer(found, lessonText(found))
        }
        const subjects = []
        for (const name of names) subjects.push(await subjectOf(name, options))
        const [first, second] = subjects.map(({ network, configuration, file }) => {
          const inference = inferNetwork(network)
          const batchSize = options.batchSize ?? configuration?.batchSize
          const request = { ...(batchSize !== undefined && { batchSize }), ...(configuration && { configuration }) }
          return { inference, inspection: inspectNetwork(network, request, inference), file }
        })
        if (!first) throw new Error('a network to inspect was checked for')
        if (!second) answerOne(output, first)
        else {
          const comparison = compareNetworks(first, second)
          output.answer(comparison, comparisonText(comparison))
        }
      })
    })

type Inspected = Parameters<typeof compareNetworks>[0] & { readonly file: string | undefined }

function answerOne(output: Output, { inference, inspection, file }: Inspected): void {
  const problems = inference.problems.map((problem) => (file === undefined ? problem : problemIn(file, problem)))
  output.answer(problems.length > 0 ? { ...inspection, problems } : inspection, inspectionText(inspection))
  for (const problem of problems) printProblem(output, 'error', problem)
  if (problems.length > 0) process.exitCode = 1
}

function checkUse(
  names: readonly string[],
  { compare, lesson: about, ...options }: InspectOptions,
  self: Command,
): void {
  const wanted = about !== undefined ? 0 : compare ? 2 : 1
  if (names.length !== wanted)
    self.error(
      about !== undefined
        ? "error: option '--lesson <name>' stands alone"
        : compare
          ? "error: option '--compare' takes two networks"
          : names.length === 0
            ? "error: missing argument 'network': a project, or zoo:NAME"
            : "error: several networks: compare two with '--compare'",
    )
  const zooOnly = (['classes', 'width', 'stem'] as const).find((option) => options[option] !== undefined)
  if (zooOnly !== undefined && !names.some((name) => name.startsWith(zooPrefix)))
    self.error(`error: option '--${zooOnly}' is for zoo:NAME; a project is as it is`)
}

interface Subject {
  readonly network: Network
  /** A project's own. */
  readonly configuration?: TrainingConfiguration
  readonly file?: string
}

async function subjectOf(name: string, { input, classes, width, stem }: InspectOptions): Promise<Subject> {
  if (name.startsWith(zooPrefix)) {
    const { build, published } = zooNetwork(name.slice(zooPrefix.length))
    const purpose = { input: input ?? published.input, classes: classes ?? published.classes }
    return { network: build({ ...purpose, ...(width !== undefined && { width }), ...(stem && { stem }) }) }
  }
  const { project, file } = await openNamed(name)
  const { network, training: configuration } = project
  if (!input) return { network, configuration, file }
  const layers = network.layers.map((layer) =>
    layer.type === 'input' ? { ...layer, config: { ...layer.config, shape: input } } : layer,
  )
  return { network: { ...network, layers }, configuration, file }
}

/** A project; where there is none, but a network of the zoo has that name, its remedy is to say so. */
async function openNamed(name: string): Promise<OpenProject> {
  try {
    return await openProject(name)
  } catch (error) {
    const isMeant =
      error instanceof Problem && error.details.code === 'no-project' && zoo.some((one) => one.name === name)
    if (!isMeant) throw error
    throw new Problem({ ...error.details, remedy: `the zoo's network is called ${zooPrefix}${name}` })
  }
}
