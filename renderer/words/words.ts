import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import './namespaces'
import { type Language, languages } from '../../shared/language'

/** Every file of words is in the bundle: a language changes at once, and nothing is fetched. */
const files = import.meta.glob<Record<string, unknown>>('./locales/*/*.json', { eager: true, import: 'default' })

const resources = Object.fromEntries(
  languages.map((language) => [
    language,
    Object.fromEntries(
      Object.entries(files).flatMap(([file, words]) => {
        const [, of, namespace] = /locales\/(\w+)\/(\w+)\.json$/.exec(file) ?? []
        return of === language && namespace ? [[namespace, words]] : []
      }),
    ),
  ]),
)

/** Makes the words ready; synchronous, for all is here. */
export function startWords(language: Language): void {
  void i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'frame',
    initAsync: false,
    // React escapes what it shows; a name keeps its letters.
    interpolation: { escapeValue: false },
  })
  speak(language)
}

/** The window's language from now on; every word on the screen changes. */
export function speak(language: Language): void {
  document.documentElement.lang = language
  if (i18next.language !== language) void i18next.changeLanguage(language)
}
