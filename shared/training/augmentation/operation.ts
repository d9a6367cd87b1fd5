import { z } from 'zod'
import type { Graph, Tensor } from '../../graph/graph'
import type { Beyond } from '../../graph/ops/projectiveTransform'
import type { AffineMap } from './affineMap'
import type { ColourMap } from './colourMap'
import { type Strength, strengthSchema } from './strength'

/** Height, width and channels of the pictures, in pixels. */
export type PictureSize = readonly [height: number, width: number, channels: number]

/** What was drawn for the pictures of a batch, for those who look on. */
export interface Drawn {
  /** float32 [n]. */
  readonly value: Tensor
  readonly name: string
}

/** What an operation may use while it adds its ops to the graph. All draws are its own, and those of each seed and step. */
export interface OperationContext {
  readonly graph: Graph
  readonly size: PictureSize
  /** The value of a strength, a float32 scalar. */
  strength(name: string): Tensor
  /**
   * For each picture whether it is chosen, bool [n], by the strength `probability`; and `count` float32 [n] of uniform numbers in [0, 1).
   * What is drawn for picture k does not depend on how many come behind it.
   */
  draw(count: number): { readonly chosen: Tensor; readonly uniform: readonly Tensor[] }
  /** The same for the batch as a whole: scalars. */
  drawOnce(count: number): { readonly chosen: Tensor; readonly uniform: readonly Tensor[] }
  /** An int32 [2] key for other draws. */
  key(purpose: string): Tensor
  /** A tensor whose first axis is the batch. */
  readonly batch: Tensor
  /** Tells what was drawn: float32 [n], or a scalar that holds for all pictures. */
  tell(name: string, value: Tensor): void
}

/**
 * A change of where pixels lie. Neighbours in the list that want the same from beyond the picture become one map, sampled once: no blur
 * from being sampled twice, and what a crop has pushed out may come back into the corners of a turn.
 */
export interface Geometry {
  /** From the result to the picture. */
  readonly map: AffineMap
  /** It moves whole pixels: nothing is interpolated. */
  readonly isWhole: boolean
  /** What appears from outside; `undefined` where nothing does. */
  readonly beyond: Beyond | undefined
}

/** Pictures, and what they show once they are mixed. */
export interface Mixed {
  /** float32 [n, h, w, c], 0-255. */
  readonly pictures: Tensor
  /** A distribution over the classes for each, float32 [n, classes]. */
  readonly targets: Tensor
}

/** By what an operation changes a batch. */
export type OperationLowering<C> =
  | { readonly kind: 'geometry'; geometry(context: OperationContext, config: C): Geometry }
  | { readonly kind: 'colour'; colours(context: OperationContext, config: C, colours: ColourMap): ColourMap }
  /** float32 [n, h, w, c] of 0-255 to the same. */
  | { readonly kind: 'pixels'; pixels(context: OperationContext, config: C, pictures: Tensor): Tensor }
  | { readonly kind: 'mixture'; mix(context: OperationContext, config: C, batch: Mixed): Mixed }

/** What was drawn for one picture, by the names under which it was told. */
export type DrawnValues = Readonly<Record<string, number>>

/** One operation: its settings, what it does in words and in the graph. */
export interface OperationDefinition<C extends object = object> {
  readonly type: string
  /** Settings that are knobs while a run goes. One is `probability`. */
  readonly strengths: Readonly<Record<string, Strength>>
  /** All settings, with their defaults. */
  readonly schema: z.ZodType<C>
  /** What it does, for people: 'turns by up to 15 degrees'. */
  sentence(config: C): string
  /** What it did to a picture that was chosen, in a few words of ASCII: 'turn +12.3'. */
  caption(drawn: DrawnValues, config: C): string
  /** It changes nothing in grey pictures, where it is left out. */
  readonly needsColour?: boolean
  lowering(config: C): OperationLowering<C>
}

type Numbers<S> = { readonly [K in keyof S]: number }

/** Declares an operation: its schema is its type, its strengths and its other settings. */
export function defineOperation<
  const T extends string,
  const S extends Readonly<Record<string, Strength>>,
  const O extends z.ZodRawShape,
>(definition: {
  readonly type: T
  readonly strengths: S
  readonly settings: O
  sentence(config: Numbers<S> & z.infer<z.ZodObject<O>>): string
  caption(drawn: DrawnValues, config: Numbers<S> & z.infer<z.ZodObject<O>>): string
  readonly needsColour?: boolean
  lowering(config: Numbers<S> & z.infer<z.ZodObject<O>>): OperationLowering<Numbers<S> & z.infer<z.ZodObject<O>>>
  /** Strengths that must not be greater than others. */
  readonly ordered?: readonly (readonly [least: keyof S & string, most: keyof S & string])[]
}) {
  const { type, strengths, settings, ordered = [] } = definition
  type Shape = { type: z.ZodLiteral<T> } & { [K in keyof S]: z.ZodDefault<z.ZodNumber> } & O
  const numbers = Object.fromEntries(Object.entries(strengths).map(([name, each]) => [name, strengthSchema(each)]))
  const plain = z.strictObject({ type: z.literal(type), ...numbers, ...settings } as unknown as Shape)
  const schema = plain.superRefine((config, context) => {
    const of = (name: string) => (config as unknown as Record<string, number>)[name] as number
    for (const [least, most] of ordered)
      if (of(least) > of(most))
        context.addIssue({ code: 'custom', path: [most], message: `must be at least "${least}" (${of(least)})` })
  })
  return { ...definition, schema }
}
