import { z } from 'zod'

// For workers, of which it is the first import: what the page has in `public/noEval.js`.
z.config({ jitless: true })
