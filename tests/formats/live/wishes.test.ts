import { expect, test } from 'vitest'
import { wishesOf } from './wishes'

test('words of test:formats', () => {
  expect(wishesOf(['zoo', '--pictures', '7', '--network', 'alexnet,lenet-5', '--yes'])).toMatchObject({
    what: new Set(['zoo']),
    pictures: 7,
    networks: ['alexnet', 'lenet-5'],
    isAgreed: true,
  })
  expect(wishesOf([])).toMatchObject({ pictures: 200, isAgreed: false })
  for (const words of [['--pictures', '0'], ['--pictures', 'few'], ['--pictures', '2.5'], ['zoos'], ['--network']])
    expect(() => wishesOf(words)).toThrow('npm run test:formats')
})
