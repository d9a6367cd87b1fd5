// The page's CSP holds here too.
import '../noEval'

import { answerCompare, type CompareRequest } from './compareRequest'

self.onmessage = ({ data }: MessageEvent<CompareRequest>) => self.postMessage(answerCompare(data))
