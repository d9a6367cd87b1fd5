import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { encodePng } from '../data/encodePng.mjs'
import { quarters, smallNetwork } from '../engine/networks'
import { terminal } from '../terminal/terminalProgram'
import { hostileNames } from './trainedProject'

/** A layer's name has letters, digits, _ . - only, and may be of eighty. */
export const longLayer = `conv-${'x'.repeat(75)}`
const size = 12
const count = 120

/** A project whose classes, files and layers are called as nobody should call them, with a finished run. */
export async function hostileProject(root: string): Promise<{ folder: string; run: string }> {
  const folder = path.join(root, `hostile-${Math.random().toString(36).slice(2)}`)
  writePictures(path.join(folder, 'pictures'))
  const network = smallNetwork()
  const layers = network.layers.map((layer) => ({
    ...layer,
    id: layer.id === 'conv1' ? longLayer : layer.id,
    inputs: layer.inputs.map((id) => (id === 'conv1' ? longLayer : id)),
    ...(layer.id === 'conv1' && { notes: hostileNames.join('\n') }),
  }))
  const frames = [{ id: 'frame_1', label: hostileNames[0], layers: [longLayer, 'norm1'] }]
  const project = {
    format: 'layerloom-project',
    version: 1,
    name: 'hostile',
    data: { source: 'pictures', validation: 0.2, test: 0.2 },
    network: { ...network, layers, frames },
    training: { epochs: 2, batchSize: 16, learningRate: 0.005, seed: 3 },
  }
  writeFileSync(path.join(folder, 'project.json'), JSON.stringify(project))
  const { status, stderr } = await terminal(['train', folder, '--device', 'cpu'])
  if (status !== 0) throw new Error(stderr)
  const [run] = readdirSync(path.join(folder, 'runs'))
  return { folder, run: run as string }
}

/** A folder a class; each file has the name of its class in its own. */
function writePictures(folder: string): void {
  const { images, labels } = quarters(count, size)
  for (const name of hostileNames) mkdirSync(path.join(folder, name), { recursive: true })
  for (const [k, label] of labels.entries()) {
    const name = hostileNames[label] as string
    const pixels = images.subarray(k * size * size, (k + 1) * size * size)
    writeFileSync(path.join(folder, name, `${name} ${k}.png`), encodePng(pixels, size, size, 1))
  }
}
