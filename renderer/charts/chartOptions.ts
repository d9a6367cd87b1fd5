import { create } from 'zustand'

/** How a person likes curves to be drawn; remembered in this browser. */
interface ChartOptions {
  readonly isLog: boolean
  /** 0, or one of `smoothings`. */
  readonly smoothing: number
  set(options: Partial<Pick<ChartOptions, 'isLog' | 'smoothing'>>): void
}

export const smoothings = [0, 0.6, 0.85, 0.95] as const
const key = 'layerloom-charts'

export const useChartOptions = create<ChartOptions>((set, get) => ({
  isLog: false,
  smoothing: 0.6,
  ...remembered(),
  set: (options) => {
    set(options)
    const { isLog, smoothing } = get()
    localStorage.setItem(key, JSON.stringify({ isLog, smoothing }))
  },
}))

function remembered(): { isLog?: boolean; smoothing?: number } {
  try {
    const { isLog, smoothing } = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>
    return {
      ...(typeof isLog === 'boolean' && { isLog }),
      ...(typeof smoothing === 'number' && smoothing >= 0 && smoothing < 1 && { smoothing }),
    }
  } catch {
    return {}
  }
}
