import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import './design/tokens.css'
import './design/base.css'
import './design/components.css'
import { App } from './pages/App'
import { openPort } from './studio/openPort'
import { StudioLink } from './studio/studioLink'

// zod would try whether it may compile code, which the page's CSP refuses with a word in the console.
z.config({ jitless: true })

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <App link={new StudioLink(openPort)} />
  </StrictMode>,
)
