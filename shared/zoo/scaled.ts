import type { NetworkPurpose } from './zooNetwork'

/** A number of filters times the width that was asked for, at least 1. */
export const scaled = (filters: number, { width = 1 }: NetworkPurpose): number =>
  Math.max(1, Math.round(filters * width))
