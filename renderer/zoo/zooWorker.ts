// The page's CSP holds here too.
import '../noEval'

import { answerZoo, type ZooRequest } from './zooRequest'

self.onmessage = ({ data }: MessageEvent<ZooRequest>) => self.postMessage(answerZoo(data))
