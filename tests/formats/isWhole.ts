/** `npm run test:formats`: every family, every format, and the living libraries. Otherwise a part that takes seconds. */
export const isWhole = process.env.LAYERLOOM_FORMATS === 'full'
