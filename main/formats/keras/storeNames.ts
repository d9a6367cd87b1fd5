/** Keras' `to_snake_case`: Conv2D is conv2d, PReLU p_re_lu. */
export const snakeCase = (name: string): string =>
  name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()

/** The groups in `model.weights.h5` of layers of these classes, in order: `conv2d`, `conv2d_1`, `dense`. */
export function storeNames(classNames: readonly string[]): string[] {
  const used = new Map<string, number>()
  return classNames.map((className) => {
    const name = snakeCase(className)
    const times = used.get(name)
    used.set(name, (times ?? -1) + 1)
    return times === undefined ? name : `${name}_${times + 1}`
  })
}
