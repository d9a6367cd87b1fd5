import type { Command } from 'commander'
import { chooseEngine } from '../../../studio/engine/chooseEngine'
import type { DeviceWish } from '../../../studio/engine/deviceWish'
import { openProject } from '../../../studio/projects/projects'
import { checkNetwork } from '../../../studio/runs/checkNetwork'
import { runJob } from '../../../studio/studio'
import { byteCount, device, wholeNumber } from '../arguments'
import { estimateText } from '../estimateText'
import { type CommonOptions, command, run } from '../output'
import { showWork } from '../showWork'
import { createStatusLine } from '../statusLine'
import { terminalStudio } from '../theStudio'
import { optimizerOption, precisionOption, type TrainingOptions, withOptions } from '../trainingOptions'

interface EstimateOptions extends CommonOptions, Pick<TrainingOptions, 'batchSize' | 'optimizer' | 'precision'> {
  readonly device: DeviceWish
  /** Bytes. */
  readonly memory?: number
}

/**
 * `estimate PROJECT [--batch-size --optimizer --precision --device --memory]`
 *
 * A command beside `inspect`, for that answers at once from the network alone; this one opens the data, starts the engine and trains for some
 * seconds, so it takes the options of `train`.
 */
export const estimateCommand = (): Command =>
  command('estimate')
    .description(
      'seconds an epoch, memory and the largest batch here, from some seconds of training that are thrown away',
    )
    .argument('<project>', 'folder with a project.json')
    .option('--batch-size <n>', 'images in a step', wholeNumber(1))
    .addOption(optimizerOption())
    .addOption(precisionOption())
    .option('--device <device>', 'auto, cpu or gpu:N', device, 'auto')
    .option('--memory <size>', 'what training may take, for the largest batch (default: what is free)', byteCount)
    .action((place: string, options: EstimateOptions) =>
      run(options, async (output) => {
        const studio = terminalStudio()
        const open = withOptions(await openProject(place), options)
        checkNetwork(open)
        const choice = chooseEngine({ wish: options.device, folders: studio.engines, hasDriver: studio.hasDriver })
        const { engine, gpuRequired } = choice
        const status = createStatusLine()
        const { task: _task, ...answer } = await runJob(
          studio,
          {
            task: 'estimate',
            engine,
            gpuRequired,
            project: open.project,
            projectFolder: open.folder,
            ...(options.memory !== undefined && { memoryBytes: options.memory }),
          },
          choice,
          { onEvent: showWork(status, output), ...(output.isDebug && { onText: output.say }) },
        )
        status.clear()
        const { name, training } = open.project
        output.answer(answer, estimateText(answer, { name, epochs: training.epochs }))
      }),
    )
