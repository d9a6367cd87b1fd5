/** A model's name as Keras and TensorFlow may call it. */
export const kerasName = (name: string): string =>
  name.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[^A-Za-z0-9.]+/, '') || 'model'
