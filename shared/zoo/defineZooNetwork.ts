import { describeShape } from '../layers/picture'
import { inferNetwork } from '../model/infer'
import type { Network } from '../model/network'
import { Problem, type ProblemDetails } from '../problem'
import type { NetworkPurpose, ZooNetwork, ZooOption } from './zooNetwork'

export interface ZooDescription extends Omit<ZooNetwork, 'options'> {
  readonly options?: readonly ZooOption[]
}

/** Declares a published network: what it is asked for is checked before it is built and after. */
export function defineZooNetwork(description: ZooDescription): ZooNetwork {
  const { name, options = [], build: draw } = description
  const build = (purpose: NetworkPurpose): Network => {
    checkPurpose(name, options, purpose)
    const network = draw(purpose)
    const [problem] = inferNetwork(network).problems
    if (problem) throw tooSmall(description, purpose, problem)
    return network
  }
  return { ...description, options, build }
}

function checkPurpose(name: string, options: readonly ZooOption[], { classes, width, stem }: NetworkPurpose): void {
  if (!Number.isInteger(classes) || classes < 1)
    throw new Problem({
      code: 'wrong-classes',
      message: `${name} is to tell ${classes} classes apart`,
      remedy: 'give it a whole number of classes, at least 1',
    })
  const asked = { width: width !== undefined && width !== 1, stem: stem === 'small' }
  for (const option of ['width', 'stem'] as const)
    if (asked[option] && !options.includes(option))
      throw new Problem({
        code: 'wrong-option',
        message: `${name} has no ${option === 'width' ? 'width to choose' : 'stem for small pictures'}`,
        remedy: options.length > 0 ? `it has ${options.join(' and ')}` : 'leave it out',
      })
  if (width !== undefined && !(width > 0 && width <= 16))
    throw new Problem({
      code: 'wrong-option',
      message: `the width of ${name} is to be ${width}`,
      remedy: 'use a number above 0, at most 16',
    })
}

/** Larger pictures than this are not tried. */
const largestTried = 2048

/** The Problem of a network whose picture is too small for one of its layers; another cause stays what it is. */
function tooSmall({ name, build }: ZooDescription, purpose: NetworkPurpose, problem: ProblemDetails): Problem {
  const [height, width, channels] = purpose.input
  const grown = (size: number): NetworkPurpose['input'] => [Math.max(height, size), Math.max(width, size), channels]
  const works = (size: number) => inferNetwork(build({ ...purpose, input: grown(size) })).problems.length === 0
  let size = Math.max(1, Math.min(height, width))
  while (size <= largestTried && !works(size)) size *= 2
  if (size > largestTried) return new Problem(problem)
  // Between a size that does not work and one that does.
  let [no, yes] = [Math.floor(size / 2), size]
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2)
    if (works(middle)) yes = middle
    else no = middle
  }
  const [least, leastWidth] = grown(yes)
  return new Problem({
    code: 'input-too-small',
    layer: problem.layer,
    message: `${problem.message} (${name} on pictures of ${describeShape(purpose.input)})`,
    remedy: `use pictures of at least ${least}x${leastWidth}`,
  })
}
