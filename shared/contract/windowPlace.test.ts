import { expect, test } from 'vitest'
import { addressOf, parsePlace, type WindowPlace } from './windowPlace'

const places: WindowPlace[] = [
  { page: 'home' },
  { page: 'project', folder: '/home/me/Tide pool/é', run: undefined },
  { page: 'project', folder: 'C:\\projects\\a#b?c%', run: '2026-11-25_08-00-00' },
  { page: 'project', folder: '/<img src=x onerror=alert(1)>', run: '"><script>' },
]

test.each(places)('an address leads back to its place: %j', (place) =>
  expect(parsePlace(addressOf(place))).toEqual(place),
)

test.each(['', '#', '#/', '#/elsewhere', '#/project', '#/project/', '#/project/%E0%A4%A'])('%j is home', (hash) =>
  expect(parsePlace(hash)).toEqual({ page: 'home' }),
)
