import { CSPProvider } from '@base-ui/react/csp-provider'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './design/fonts.css'
import './design/tokens.css'
import './design/base.css'
import './design/components.css'
import { languageFor } from '../shared/language'
import { startTheme } from './design/theme'
import { App } from './frame/App'
import { openPort } from './studio/openPort'
import { StudioLink } from './studio/studioLink'
import { startWords } from './words/words'

startTheme()
startWords(languageFor('system', navigator.languages))

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <App link={new StudioLink(openPort)} />
    </CSPProvider>
  </StrictMode>,
)
