import { expect, test } from 'vitest'
import { projectOf } from '../../../main/jobs/import/projectOf'
import { Network } from '../../../shared/model/network'
import { notesByKind } from './importNotes'

test('what an import assumes is told apart from what it leaves aside', () => {
  const network = Network.parse({
    layers: [
      { id: 'input', type: 'input', config: { shape: [8] } },
      { id: 'head', type: 'dense', inputs: ['input'], config: { units: 3 } },
    ],
  })
  const left = { code: 'keras-left-out', message: 'dropout is left out' }
  const model = {
    network,
    weights: { shapes: new Map(), read: () => Promise.reject(new Error()) },
    notUnderstood: [left],
  }
  const { notes } = projectOf(model, { file: 'model.keras' })
  const { assumed, leftAside } = notesByKind(notes)
  expect(assumed.map(({ code }) => code).sort()).toEqual([
    'import-classes-unknown',
    'import-values-unknown',
    'import-vector-input',
  ])
  expect(leftAside).toEqual([left])
})
