import type { Tensor } from '../../graph/graph'

/** `make`, called once for each tensor: parameters of one rate share what is made of it, for a node a parameter costs time. */
export function oncePerTensor(make: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  const made = new Map<Tensor, Tensor>()
  return (x) => {
    const known = made.get(x) ?? make(x)
    made.set(x, known)
    return known
  }
}
