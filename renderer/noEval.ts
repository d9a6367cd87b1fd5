import { z } from 'zod'

// zod would try whether it may compile code, which the page's CSP refuses with a word in the console. It stands in a module of its own because others parse
// while they are loaded: it has to come first.
z.config({ jitless: true })
