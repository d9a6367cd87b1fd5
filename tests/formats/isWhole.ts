/** `LAYERLOOM_FORMATS=full npx vitest run tests/formats`: every family and every file. Otherwise a part that takes seconds. */
export const isWhole = process.env.LAYERLOOM_FORMATS === 'full'
