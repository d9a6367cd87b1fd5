import { expect, test } from 'vitest'
import { zoo } from '../../shared/zoo'
import en from '../words/locales/en/zoo.json'
import ko from '../words/locales/ko/zoo.json'
import { foundEntries } from './zooEntries'

const names = (query: string) => foundEntries(query).flatMap(({ entries }) => entries.map(({ name }) => name))

test('without a word all are there, each once', () => {
  expect(new Set(names('')).size).toBe(zoo.length)
  expect(names('')).toHaveLength(zoo.length)
})

test.each([
  ['lecun', ['lenet-5', 'lenet-5@28']],
  ['RESNET 2016 paper 18', ['resnet-v2-18@paper']],
  ['growth 6, 12, 36', ['densenet-161']],
  ['nothing like it', []],
])('%s', (query, expected) => expect(names(query)).toEqual(expected))

test('every network is described in both languages, in English as the terminal does', () => {
  const english = Object.fromEntries(zoo.map(({ name, about }) => [name.replace('.', '_'), about]))
  expect(en.about).toEqual(english)
  expect(Object.keys(ko.about)).toEqual(Object.keys(english))
})
