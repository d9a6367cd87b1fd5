import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ActivationsAnswer } from '../../shared/contract/lab/labAnswer'
import { Problem } from '../../shared/problem'
import { LayerLook, type PreviewSubject } from './layerLook'
import { createPreviewStore } from './previewStore'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const answered = (layers: readonly string[], value = 1): ActivationsAnswer => ({
  ask: 'activations',
  layers: layers.map((layer) => ({
    layer,
    kind: 'values' as const,
    shape: [1],
    min: 0,
    max: 1,
    pixels: Uint8Array.of(value),
  })),
  missing: [],
  weights: { trained: 0, fresh: 1 },
  picture: { size: [1, 1, 1], pixels: Uint8Array.of(7) },
})
const subject = (index: number): PreviewSubject => ({
  network: { layers: [] },
  preprocessing: {} as PreviewSubject['preprocessing'],
  choice: { isOn: true, picture: { index } },
})
const named = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => `layer${from + k}`)

/** A lab that answers when it is told to. */
function slowLab() {
  const questions: { layers: readonly string[]; signal: AbortSignal; answer(value?: number): Promise<void> }[] = []
  const ask = (_: PreviewSubject, layers: readonly string[], signal: AbortSignal) =>
    new Promise<ActivationsAnswer>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Problem({ code: 'cancelled', message: 'cancelled' })))
      const answer = async (value?: number) => {
        resolve(answered(layers, value))
        await vi.advanceTimersByTimeAsync(0)
      }
      questions.push({ layers, signal, answer })
    })
  const store = createPreviewStore({ isOn: true, picture: { index: 0 } })
  const look = new LayerLook(store, ask)
  const shown = () => [...store.getState().activations.keys()]
  return { questions, store, look, shown, rest: () => vi.advanceTimersByTimeAsync(500) }
}

test('asks some layers at a time, tells how many are there, and nothing twice', async () => {
  const { questions, store, look, shown, rest } = slowLab()
  const [first, all] = [subject(0), named(0, 40)]
  look.want(first, all)
  expect(questions).toEqual([])
  await rest()
  expect(questions.map(({ layers }) => layers)).toEqual([named(0, 16)])
  await questions[0]?.answer()
  expect(store.getState().progress).toEqual({ done: 16, all: 40 })
  expect(store.getState().seen?.pixels[0]).toBe(7)
  await questions[1]?.answer()
  await questions[2]?.answer()
  expect(shown()).toEqual(all)
  expect(store.getState().progress).toBeUndefined()
  look.want(first, named(10, 50))
  await rest()
  expect(questions[3]?.layers).toEqual(named(40, 50))
})

test('a view that moves on while the lab works changes what is asked next', async () => {
  const { questions, look, rest } = slowLab()
  const first = subject(0)
  look.want(first, named(0, 40))
  await rest()
  look.want(first, named(30, 60))
  await questions[0]?.answer()
  expect(questions[0]?.signal.aborted).toBe(false)
  expect(questions[1]?.layers).toEqual(named(30, 46))
})

test('another picture ends what is worked out; what is shown stays until it is told anew', async () => {
  const { questions, store, look, shown, rest } = slowLab()
  look.want(subject(0), named(0, 20))
  await rest()
  await questions[0]?.answer(1)
  await questions[1]?.answer(1)
  const before = store.getState().activations.get('layer19')
  look.want(subject(1), named(2, 20))
  await rest()
  expect(shown()).toEqual(named(0, 20))
  await questions[2]?.answer(2)
  expect(new Set(shown())).toEqual(new Set(named(2, 20)))
  expect(store.getState().activations.get('layer2')?.pixels[0]).toBe(2)
  expect(store.getState().activations.get('layer18')?.pixels[0]).toBe(1)
  expect(store.getState().activations.get('layer19')).toBe(before)
  look.want(subject(2), named(2, 20))
  expect(questions[3]?.signal.aborted).toBe(true)
})

test('stopped by the person: it is given up at once, and goes on when something else is wanted', async () => {
  const { questions, store, look, shown, rest } = slowLab()
  const first = subject(0)
  look.want(first, named(0, 40))
  await rest()
  await questions[0]?.answer()
  look.stop()
  expect(questions[1]?.signal.aborted).toBe(true)
  expect(store.getState().progress).toBeUndefined()
  await rest()
  expect(questions).toHaveLength(2)
  expect(shown()).toEqual(named(0, 16))
  expect(store.getState().problem).toBeUndefined()
  look.want(first, named(0, 20))
  await rest()
  expect(questions[2]?.layers).toEqual(named(16, 20))
})

test('from afar no layer is asked for, and the picture is seen all the same', async () => {
  const { questions, store, look, rest } = slowLab()
  look.want(subject(0), [])
  await rest()
  expect(questions.map(({ layers }) => layers)).toEqual([[]])
  await questions[0]?.answer()
  expect(store.getState().seen).toBeDefined()
  expect(questions).toHaveLength(1)
})

test('a problem is told, and the maps of another state are gone', async () => {
  const store = createPreviewStore({ isOn: true, picture: { index: 0 } })
  const look = new LayerLook(store, async (_, layers) => {
    if (layers.includes('bad')) throw new Problem({ code: 'no-input', message: 'none' })
    return answered(layers)
  })
  look.want(subject(0), ['good'])
  await vi.advanceTimersByTimeAsync(500)
  expect(store.getState().activations.size).toBe(1)
  look.want(subject(1), ['bad'])
  await vi.advanceTimersByTimeAsync(500)
  expect(store.getState()).toMatchObject({ activations: new Map(), progress: undefined, problem: { code: 'no-input' } })
})
