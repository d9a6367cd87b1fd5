import { Problem } from '../../../shared/problem'

/** What a person asks for: the GPU if there is one, the processor, or a certain GPU. */
export type DeviceWish = 'auto' | 'cpu' | { readonly gpu: number }

/** Reads `auto`, `cpu`, `gpu` (the first) or `gpu:N`. */
export function parseDevice(text: string): DeviceWish {
  if (text === 'auto' || text === 'cpu') return text
  const match = /^gpu(?::(\d{1,3}))?$/.exec(text)
  if (match) return { gpu: Number(match[1] ?? 0) }
  throw new Problem({
    code: 'unknown-device',
    message: `there is no device "${text}"`,
    remedy: 'use auto, cpu or gpu:N',
  })
}
