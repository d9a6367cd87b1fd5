import type { Command } from 'commander'
import { inferNetwork } from '../../../../shared/model/infer'
import type { Network } from '../../../../shared/model/network'
import { type NetworkSummary, type PerAxis, summarizeNetwork } from '../../../../shared/model/summary'
import { zooNetwork } from '../../../../shared/zoo'
import { openProject } from '../../../studio/projects/projects'
import { pictureSize, wholeNumber } from '../arguments'
import { count, shape, table } from '../format'
import { type CommonOptions, command, printProblem, run } from '../output'

interface InspectOptions extends CommonOptions {
  readonly input?: [number, number, number]
  readonly classes?: number
}

const zooPrefix = 'zoo:'

/** `inspect PROJECT|zoo:NAME [--input HxWxC] [--classes N]` */
export const inspectCommand = (): Command =>
  command('inspect')
    .description('shapes, parameters and cost of a network, layer by layer')
    .argument('<network>', 'a project, or zoo:NAME')
    .option('--input <HxWxC>', 'size of the pictures, in place of its own', pictureSize)
    .option('--classes <n>', 'classes of a network of the zoo', wholeNumber(1))
    .action((name: string, options: InspectOptions, self: Command) => {
      if (options.classes !== undefined && !name.startsWith(zooPrefix))
        self.error("error: option '--classes <n>' is for zoo:NAME; a project has its own number of classes")
      return run(options, async (output) => {
        const network = await networkOf(name, options)
        const inference = inferNetwork(network)
        const summary = summarizeNetwork(network, inference)
        const { problems } = inference
        output.answer(problems.length > 0 ? { ...summary, problems } : summary, summaryText(summary))
        for (const problem of problems) printProblem(output, 'error', problem)
        if (problems.length > 0) process.exitCode = 1
      })
    })

async function networkOf(name: string, { input, classes }: InspectOptions): Promise<Network> {
  if (name.startsWith(zooPrefix)) {
    const { build, published } = zooNetwork(name.slice(zooPrefix.length))
    return build({ input: input ?? published.input, classes: classes ?? published.classes })
  }
  const { network } = (await openProject(name)).project
  if (!input) return network
  const layers = network.layers.map((layer) =>
    layer.type === 'input' ? { ...layer, config: { ...layer.config, shape: input } } : layer,
  )
  return { ...network, layers }
}

function summaryText({ network, inputShape, outputShape, parameters, macs, layers }: NetworkSummary): string {
  const rows = layers.map((layer) => [
    layer.id,
    layer.type,
    shape(layer.outputShape),
    count(layer.parameters),
    count(layer.macs),
    layer.receptiveField ? `${axes(layer.receptiveField.size)} / ${axes(layer.receptiveField.jump)}` : '',
  ])
  return [
    `${network ?? 'network'}: ${shape(inputShape)} -> ${shape(outputShape)}`,
    `${count(parameters.total)} parameters, ${count(parameters.trainable)} of them trainable; ${count(macs)} multiply-adds a picture`,
    '',
    table([['layer', 'type', 'output', 'parameters', 'multiply-adds', 'field / jump'], ...rows]),
  ].join('\n')
}

const axes = (value: PerAxis): string => (typeof value === 'number' ? String(value) : value.join('x'))
