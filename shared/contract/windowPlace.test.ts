import { expect, test } from 'vitest'
import { addressOf, parsePlace, projectPages, type WindowPlace } from './windowPlace'

const places: WindowPlace[] = [
  { page: 'home' },
  ...projectPages.map((page) => ({ page, folder: '/home/me/digits', run: undefined })),
  { page: 'model', folder: '/home/me/Tide pool/é', run: undefined },
  { page: 'evaluate', folder: 'C:\\projects\\a#b?c%', run: '2026-11-25_08-00-00' },
  { page: 'runs', folder: '/<img src=x onerror=alert(1)>', run: '"><script>' },
]

test.each(places)('an address leads back to its place: %j', (place) =>
  expect(parsePlace(addressOf(place))).toEqual(place),
)

test.each([
  ['#/project/%2Fp', undefined],
  ['#/project/%2Fp/2026-11-25_08-00-00', '2026-11-25_08-00-00'],
])('an address from before there were pages, %s, is on train', (hash, run) =>
  expect(parsePlace(hash)).toEqual({ page: 'train', folder: '/p', run }),
)

test.each(['', '#', '#/', '#/elsewhere', '#/project', '#/project/', '#/project/%E0%A4%A'])('%j is home', (hash) =>
  expect(parsePlace(hash)).toEqual({ page: 'home' }),
)
