// The page's CSP holds here too.
import '../noEval'

import { answerInspection, type InspectionRequest } from './inspectionRequest'

self.onmessage = ({ data }: MessageEvent<InspectionRequest>) => self.postMessage(answerInspection(data))
