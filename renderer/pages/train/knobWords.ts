/** `drop_1/rate` as `drop_1 · rate`; of an augmentation what it does: `rotation · degrees`. */
export const knobWords = (name: string): string =>
  name
    .replace(/^augmentation\//, '')
    .split('/')
    .join(' · ')
