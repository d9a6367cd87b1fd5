import i18next from 'i18next'
import { wantedOf } from '../../shared/fields/wanted'
import type { ProblemDetails } from '../../shared/problem'
import korean from './problems.ko.json'

/** What the window says of a problem. */
export interface ProblemText {
  /** One sentence; in English without a full stop, as the studio writes it. */
  readonly text: string
  /** What helps, where the sentence does not say it already. */
  readonly remedy?: string | undefined
  /** The studio's own words, in English, where the window's language has a sentence for the code but not for its names and figures. */
  readonly english?: string
}

/**
 * A code's sentence. Several where the code has kinds (`values.kind`), whose names in braces are `values`; `''` is what is said where a kind is unknown or a
 * value is missing (an older file, say).
 */
type Sentence = string | Readonly<Record<string, string>>
const sentences: Readonly<Record<string, Sentence>> = korean

/** In the window's language, or another one. Components that call it use `useProblemText`, so that they are drawn again with a new language. */
export function problemText(problem: ProblemDetails, language = i18next.language ?? 'en'): ProblemText {
  const told = language.startsWith('ko') ? inKorean(problem) : undefined
  if (!told) return { text: problem.message, remedy: problem.remedy }
  if (told.isWhole) return { text: told.text }
  return { text: told.text, english: problem.remedy ? `${problem.message}; ${problem.remedy}` : problem.message }
}

/** Why a schema refuses a value, for the field of the setting. `message` goes on after the setting's name. */
export function refusalText(message: string, value: unknown): string {
  const wanted = wantedOf(message)
  return problemText({
    code: 'wrong-setting',
    message,
    // "이 설정은" is "this setting".
    ...(wanted && { values: { setting: '이', value: JSON.stringify(value) ?? '', ...wanted } }),
  }).text
}

function inKorean({ code, values }: ProblemDetails): { text: string; isWhole: boolean } | undefined {
  const sentence = sentenceOf(code)
  if (sentence === undefined) return undefined
  if (typeof sentence === 'string') return { text: sentence, isWhole: false }
  const wanted = values && sentence[String(values.kind)]
  const filled = wanted && filledIn(wanted, values)
  return filled ? { text: filled, isWhole: true } : { text: sentence[''] ?? '', isWhole: false }
}

/** That of the code, or of its family: `onnx-*` speaks for all faults of ONNX files. */
export function sentenceOf(code: string): Sentence | undefined {
  const known = sentences[code]
  return known ?? sentences[`${code.split('-')[0]}-*`]
}

function filledIn(text: string, values: Readonly<Record<string, string | number>>): string | undefined {
  let isWhole = true
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    isWhole &&= Object.hasOwn(values, name)
    return String(values[name]).replace(/(?<=\d)x(?=\d)/g, '×')
  })
  return isWhole ? filled : undefined
}
