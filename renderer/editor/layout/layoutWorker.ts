import { layOut } from './layOut'
import type { ScopeToLay } from './layoutRequest'

// The page ends the worker when it no longer wants the answer: nothing here has to look for that.
self.onmessage = ({ data }: MessageEvent<ScopeToLay>) => self.postMessage(layOut(data))
