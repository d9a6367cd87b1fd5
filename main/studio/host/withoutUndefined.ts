type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The keys that say something: what a schema made optional may also be there as `undefined`. */
export const withoutUndefined = <T extends object>(changes: T): Said<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Said<T>
