import { expect, test } from 'vitest'
import { Problem } from '../../../shared/problem'
import { chooseEngine, engineEnvironment } from './chooseEngine'
import { parseDevice } from './deviceWish'

const both = { cpu: '/cpu', cuda: '/cuda' }
const onlyCpu = { cpu: '/cpu', cuda: undefined }
const stored = { intraOpThreads: 7, interOpThreads: 5, oneDnn: false, device: 'cpu' } as const

test.each([
  ['auto with CUDA', 'auto', both, '/cuda', 0, false],
  ['auto without', 'auto', onlyCpu, '/cpu', 'cpu', false],
  ['cpu with CUDA', 'cpu', both, '/cpu', 'cpu', false],
  ['cpu with CUDA alone', 'cpu', { cpu: undefined, cuda: '/cuda' }, '/cuda', 'cpu', false],
  ['gpu:1', 'gpu:1', both, '/cuda', 1, true],
  ['gpu, the first', 'gpu', both, '/cuda', 0, true],
])('%s', (_, wish, folders, folder, device, gpuRequired) => {
  const choice = chooseEngine({ wish: parseDevice(wish), folders, hasDriver: true })
  expect(choice).toMatchObject({ folder, gpuRequired })
  expect(choice.engine.device).toBe(device)
  expect(engineEnvironment(choice)).toMatchObject({
    LAYERLOOM_ENGINE: folder,
    CUDA_VISIBLE_DEVICES: device === 'cpu' ? '-1' : String(device),
  })
})

test('a run goes on with the threads, oneDNN and device that it began with', () => {
  const { engine, folder } = chooseEngine({ wish: 'auto', folders: both, hasDriver: true, stored })
  expect(engine).toEqual(stored)
  expect(folder).toBe('/cpu')
  expect(engineEnvironment({ engine, folder, gpuRequired: false })).toMatchObject({
    TF_NUM_INTRAOP_THREADS: '7',
    TF_NUM_INTEROP_THREADS: '5',
    TF_ENABLE_ONEDNN_OPTS: '0',
  })
})

test.each([
  ['no driver', false, /GPU 0 cannot be used: no NVIDIA driver/, /install the NVIDIA driver.*--device cpu/],
  ['a driver, no CUDA set up', true, /TensorFlow for CUDA is not set up/, /LAYERLOOM_GPU=yes.*--device cpu/],
])('asked for a GPU that is not there: %s', (_, hasDriver, message, remedy) => {
  let details: Problem['details'] | undefined
  try {
    chooseEngine({ wish: { gpu: 0 }, folders: onlyCpu, hasDriver })
  } catch (error) {
    details = (error as Problem).details
  }
  expect(details?.code).toBe('gpu-missing')
  expect(details?.message).toMatch(message)
  expect(details?.remedy).toMatch(remedy)
})

test('nothing set up is a problem, not a crash', () => {
  const folders = { cpu: undefined, cuda: undefined }
  expect(() => chooseEngine({ wish: 'auto', folders, hasDriver: false })).toThrow(Problem)
})

test.each(['gpu:', 'gpu:x', 'GPU', 'cuda', ''])('%j is no device', (text) => {
  expect(() => parseDevice(text)).toThrow('use auto, cpu or gpu:N')
})
