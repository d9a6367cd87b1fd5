import type { ModelCard } from '../../main/formats/modelCard'

export const someCard: ModelCard = {
  run: 'test',
  createdAt: '2026-11-30T00:00:00.000Z',
  layerloom: '0.1.0',
  step: 1,
  parameters: 1,
  data: { source: 'sample:shapes', hash: '0'.repeat(64), counts: { train: 1, validation: 1, test: 1 } },
  training: {},
}
