import { createHash } from 'node:crypto'
import type { Project } from '../../../shared/records/project'
import type { DeviceWish } from '../engine/deviceWish'

/**
 * A name for all that a dry run's answer depends on: equal for projects that differ in names, places on the canvas, and how long or how
 * fast they train.
 */
export function costKey(project: Project, folder: string, device: DeviceWish): string {
  const { name: _name, network, training, ...rest } = project
  const { name: _network, ...drawn } = network
  const layers = drawn.layers.map(({ position: _position, ...layer }) => layer)
  const { epochs: _epochs, learningRate: _rate, schedule: _schedule, earlyStopping, keepBest, seed, ...step } = training
  const what = { ...rest, network: { ...drawn, layers }, training: step, folder, device }
  return createHash('sha256').update(JSON.stringify(what)).digest('hex')
}
