import { z } from 'zod'

/**
 * A value made from a block's parameters, as data: a number, a flag, the name of a parameter, or an operation on such.
 *
 *   {"*": ["filters", 4]}                    +, - and * of numbers; {"/": [a, b]} is the whole part of a / b
 *   {"=": ["shortcut", {"text": "conv"}]}    whether two values are equal
 *   {"not": "project"}                       of a flag
 *   {"if": ["narrow", 1, "stride"]}          the second if the first is true, else the third
 *   {"text": "same"}                         a word that is no parameter
 */
export type Expression =
  | number
  | boolean
  | string
  | { readonly text: string }
  | { readonly '+': readonly Expression[] }
  | { readonly '*': readonly Expression[] }
  | { readonly '-': readonly [Expression, Expression] }
  | { readonly '/': readonly [Expression, Expression] }
  | { readonly '=': readonly [Expression, Expression] }
  | { readonly not: Expression }
  | { readonly if: readonly [Expression, Expression, Expression] }

export const Expression: z.ZodType<Expression> = z.lazy(() => {
  const two = z.tuple([Expression, Expression]).readonly()
  const some = z.array(Expression).min(1).max(20).readonly()
  return z.union(
    [
      z.number(),
      z.boolean(),
      z.string().max(80),
      z.strictObject({ text: z.string().max(80) }),
      z.strictObject({ '+': some }),
      z.strictObject({ '*': some }),
      z.strictObject({ '-': two }),
      z.strictObject({ '/': two }),
      z.strictObject({ '=': two }),
      z.strictObject({ not: Expression }),
      z.strictObject({ if: z.tuple([Expression, Expression, Expression]).readonly() }),
    ],
    { error: 'must be a number, a flag, a parameter or one of +, -, *, /, =, not, if' },
  )
})

/** Values of a block's parameters, by name. */
export type Values = ReadonlyMap<string, unknown>

/** Why an expression has no value; `message` goes on after "the expression". */
export class ExpressionFault extends Error {}

/** Throws an ExpressionFault. */
export function evaluate(expression: Expression, values: Values): unknown {
  const one = (inner: Expression) => evaluate(inner, values)
  const number = (inner: Expression): number => {
    const value = one(inner)
    if (typeof value !== 'number')
      throw new ExpressionFault(`calculates with ${JSON.stringify(value)}, which is no number`)
    return value
  }
  const flag = (inner: Expression): boolean => {
    const value = one(inner)
    if (typeof value !== 'boolean') throw new ExpressionFault(`asks whether ${JSON.stringify(value)} is true`)
    return value
  }
  if (typeof expression === 'number' || typeof expression === 'boolean') return expression
  if (typeof expression === 'string') {
    if (!values.has(expression)) throw new ExpressionFault(`names "${expression}", which is no parameter of the block`)
    return values.get(expression)
  }
  if ('text' in expression) return expression.text
  if ('+' in expression) return expression['+'].reduce<number>((sum, inner) => sum + number(inner), 0)
  if ('*' in expression) return expression['*'].reduce<number>((product, inner) => product * number(inner), 1)
  if ('-' in expression) return number(expression['-'][0]) - number(expression['-'][1])
  if ('/' in expression) {
    const [dividend, divisor] = [number(expression['/'][0]), number(expression['/'][1])]
    if (divisor === 0) throw new ExpressionFault('divides by zero')
    return Math.trunc(dividend / divisor)
  }
  if ('=' in expression) return one(expression['='][0]) === one(expression['='][1])
  if ('not' in expression) return !flag(expression.not)
  const [condition, then, otherwise] = expression.if
  return one(flag(condition) ? then : otherwise)
}

/** A JSON value in which each `{"$": expression}` has become the expression's value. Throws an ExpressionFault. */
export function substitute(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((item) => substitute(item, values))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  if (entries.length !== 1 || entries[0]?.[0] !== '$')
    return Object.fromEntries(entries.map(([key, inner]) => [key, substitute(inner, values)]))
  return evaluate(expressionIn(value, entries[0][1]), values)
}

/** Parsed before, by the object that holds it: a block's definition is read anew for every place where it stands. */
const parsedBefore = new WeakMap<object, Expression>()

function expressionIn(holder: object, written: unknown): Expression {
  const before = parsedBefore.get(holder)
  if (before !== undefined) return before
  const parsed = Expression.safeParse(written)
  if (!parsed.success) throw new ExpressionFault(`${JSON.stringify(written)} is none`)
  parsedBefore.set(holder, parsed.data)
  return parsed.data
}
