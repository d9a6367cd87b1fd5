import type { ActivationKind } from '../../../../shared/layers/activation/functions'

/** A number as it stands in the text of a function: six digits tell the constants apart that people use. */
export const numberText = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(6))) : value > 0 ? 'inf' : '-inf'

/** Factors and summands in one order, so that the text does not depend on how a file was written. */
export function combined(op: 'add' | 'mul', a: string, b: string): string {
  const [first, second] = rank(a) < rank(b) || (rank(a) === rank(b) && a <= b) ? [a, b] : [b, a]
  return `${op}(${first},${second})`
}

/** x first, then what is made of it, numbers last. */
const rank = (text: string) => (text === 'x' ? 0 : /^-?[\d.]/.test(text) ? 2 : 1)

const hardSigmoids = [
  'hardsigmoid(x)',
  'div(clip(add(x,3),0,6),6)',
  'mul(clip(add(x,3),0,6),0.166667)',
  'clip(add(mul(x,0.166667),0.5),0,1)',
  'clip(add(div(x,6),0.5),0,1)',
]
const clipped = 'mul(x,clip(add(x,3),0,6))'
const bells = ['erf(div(x,1.41421))', 'erf(mul(x,0.707107))'].map((erf) => `add(${erf},1)`)
const cubics = ['pow(x,3)', 'mul(x,mul(x,x))'].map((cube) => `add(x,mul(${cube},0.044715))`)
const softBells = cubics.map((cubic) => `add(tanh(mul(${cubic},0.797885)),1)`)
/** 0.5 x b(x), whichever product came first. */
const halved = (bell: string) => [
  `mul(mul(x,${bell}),0.5)`,
  combined('mul', bell, 'mul(x,0.5)'),
  `mul(x,mul(${bell},0.5))`,
]

/** Functions by how exporters write them out. */
export const knownFunctions: ReadonlyMap<string, ActivationKind> = new Map<string, ActivationKind>([
  ['sigmoid(x)', 'sigmoid'],
  ['tanh(x)', 'tanh'],
  ['softplus(x)', 'softplus'],
  ['clip(x,0,6)', 'relu6'],
  ['clip(x,0,inf)', 'relu'],
  ['mul(x,sigmoid(x))', 'silu'],
  ['mul(x,tanh(softplus(x)))', 'mish'],
  ...hardSigmoids.map((text): [string, ActivationKind] => [text, 'hard-sigmoid']),
  ...hardSigmoids.map((text): [string, ActivationKind] => [`mul(x,${text})`, 'hard-swish']),
  [`div(${clipped},6)`, 'hard-swish'],
  [`mul(${clipped},0.166667)`, 'hard-swish'],
  ...bells.flatMap(halved).map((text): [string, ActivationKind] => [text, 'gelu']),
  ...softBells.flatMap(halved).map((text): [string, ActivationKind] => [text, 'gelu-tanh']),
])
