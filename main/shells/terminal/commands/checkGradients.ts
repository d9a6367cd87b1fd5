import type { Command } from 'commander'
import { chooseEngine } from '../../../studio/engine/chooseEngine'
import { openProject } from '../../../studio/projects/projects'
import { checkNetwork } from '../../../studio/runs/checkNetwork'
import { runJob } from '../../../studio/studio'
import { table } from '../format'
import { type CommonOptions, command, run } from '../output'
import { showWork } from '../showWork'
import { createStatusLine } from '../statusLine'
import { terminalStudio } from '../theStudio'

/** Largest relative error of a gradient that is right: float32 against differences in float64. */
const tolerance = 1e-3

/** `check-gradients PROJECT` */
export const checkGradientsCommand = (): Command =>
  command('check-gradients')
    .description('compare the gradients of a network with numerical differences, on the processor')
    .argument('<project>', 'folder with a project.json')
    .action((place: string, options: CommonOptions) =>
      run(options, async (output) => {
        const studio = terminalStudio()
        const open = await openProject(place)
        checkNetwork(open)
        const choice = chooseEngine({ wish: 'cpu', folders: studio.engines, hasDriver: studio.hasDriver })
        const { engine, gpuRequired } = choice
        const status = createStatusLine()
        const { layers, worstRelativeError } = await runJob(
          studio,
          { task: 'check-gradients', engine, gpuRequired, project: open.project, projectFolder: open.folder },
          choice,
          { onEvent: showWork(status, output), ...(output.isDebug && { onText: output.say }) },
        )
        status.clear()
        const isRight = worstRelativeError <= tolerance
        const rows = layers.map((layer) => [layer.layer, layer.weight, layer.worstRelativeError.toExponential(1)])
        output.answer(
          { layers, worstRelativeError, tolerance, passed: isRight },
          [
            table([['layer', 'array', 'worst relative error'], ...rows]),
            '',
            `worst of all: ${worstRelativeError.toExponential(1)} (${isRight ? 'right' : 'WRONG'}: at most ${tolerance})`,
          ].join('\n'),
        )
        if (!isRight) process.exitCode = 1
      }),
    )
