import { useCallback, useEffect } from 'react'
import type { SettingsState } from '../../shared/contract/studio/settings'
import { languageFor } from '../../shared/language'
import { wishTheme } from '../design/theme'
import { newest, useStream } from '../studio/useStream'
import { useStudio } from '../studio/useStudio'
import { speak } from '../words/words'

/** The person's settings as they are now, in whichever window they were changed; theme and language follow them. `undefined` until they are read. */
export function useSettings(): SettingsState | undefined {
  const studio = useStudio()
  const { state } = useStream<SettingsState>(
    useCallback(() => studio.settings.watch({}), [studio]),
    newest,
  )
  const theme = state?.values.theme
  const language = state?.values.language
  useEffect(() => {
    if (theme) wishTheme(theme)
  }, [theme])
  useEffect(() => {
    if (language) speak(languageFor(language, navigator.languages))
  }, [language])
  return state
}
