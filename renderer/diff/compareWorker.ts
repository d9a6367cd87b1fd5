import { z } from 'zod'
import { answerCompare, type CompareRequest } from './compareRequest'

// The page's CSP holds here too: zod must not try to compile code.
z.config({ jitless: true })

self.onmessage = ({ data }: MessageEvent<CompareRequest>) => self.postMessage(answerCompare(data))
