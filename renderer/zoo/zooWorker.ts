import { z } from 'zod'
import { answerZoo, type ZooRequest } from './zooRequest'

// The page's CSP holds here too: zod must not try to compile code.
z.config({ jitless: true })

self.onmessage = ({ data }: MessageEvent<ZooRequest>) => self.postMessage(answerZoo(data))
