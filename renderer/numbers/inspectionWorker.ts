import { z } from 'zod'
import { answerInspection, type InspectionRequest } from './inspectionRequest'

// The page's CSP holds here too: zod must not try to compile code.
z.config({ jitless: true })

self.onmessage = ({ data }: MessageEvent<InspectionRequest>) => self.postMessage(answerInspection(data))
