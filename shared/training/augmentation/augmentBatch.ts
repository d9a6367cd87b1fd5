import type { Graph, Tensor } from '../../graph/graph'
import { cast, pack } from '../../graph/ops/array'
import { definitionOf, type Operation } from '.'
import { applyColours, noColourChange } from './colourMap'
import type { DrawnParameter } from './drawnParameter'
import { applyGeometry, joined } from './geometry'
import type { Geometry, Mixed, PictureSize } from './operation'
import { type DrawSource, operationContext } from './operationContext'

export interface AugmentationRequest extends DrawSource {
  /** In order, policies already resolved. */
  readonly operations: readonly Operation[]
  /** A distribution over the classes for each picture, float32 [n, classes]; asked for where an operation mixes pictures. */
  targets(): Tensor
}

export interface AugmentedBatch {
  /** float32 [n, h, w, c], 0-255. */
  readonly pictures: Tensor
  /** What the pictures show, where operations mix them: float32 [n, classes]. */
  readonly targets: Tensor | undefined
  /** The columns of `values`. */
  readonly parameters: readonly DrawnParameter[]
  /** What was drawn, float32 [n, parameters]; `undefined` where there are none. */
  readonly values: Tensor | undefined
}

/**
 * Adds the operations to the graph, on a batch and without a loop over pictures. Training and preview call this one function, so what is
 * seen is what is learned from.
 *
 * All that is random is a function of (seed, step, operation, position in the batch). Changes of place that follow each other become one map,
 * sampled once (see `Geometry`). Changes of colour do not become one matrix: torchvision cuts off at black and white after each, and
 * where much is cut off the two differ (brightness, contrast and saturation by 0.4 each: by 1 to 20 of 255 on average on a photo),
 * while the passes that it would save cost too little to be measured in a ResNet-20 step.
 */
export function augmentBatch(graph: Graph, request: AugmentationRequest): AugmentedBatch {
  return graph.scope('augmentation', () => new Pipeline(graph, request).run())
}

class Pipeline {
  private readonly graph: Graph
  private readonly request: AugmentationRequest
  private readonly size: PictureSize
  private readonly drawn: { parameter: DrawnParameter; value: Tensor }[] = []
  private pictures: Tensor
  private targets: Tensor | undefined
  private geometry: Geometry | undefined

  constructor(graph: Graph, request: AugmentationRequest) {
    this.graph = graph
    this.request = request
    this.pictures = request.pictures
    this.size = request.pictures.shape.slice(1) as unknown as PictureSize
  }

  run(): AugmentedBatch {
    const { graph, request } = this
    const names = operationNames(request.operations)
    for (const [k, config] of request.operations.entries()) {
      const name = names[k] as string
      graph.scope(name, () => this.add(config, k, name))
    }
    this.flushGeometry()
    return {
      pictures: this.inFloat(),
      targets: this.targets,
      parameters: this.drawn.map(({ parameter }) => parameter),
      values:
        this.drawn.length > 0
          ? pack(
              graph,
              this.drawn.map(({ value }) => value),
              1,
            )
          : undefined,
    }
  }

  private add(config: Operation, k: number, name: string): void {
    const definition = definitionOf(config)
    if (definition.needsColour && this.size[2] !== 3) return
    const context = operationContext(this.graph, this.request, config, {
      name,
      tell: (parameter, value) => this.drawn.push({ parameter: { operation: k, name: parameter }, value }),
    })
    const lowering = definition.lowering(config)
    if (lowering.kind === 'geometry') {
      const next = lowering.geometry(context, config)
      const both = this.geometry && joined(this.graph, this.geometry, next)
      if (!both) this.flushGeometry()
      this.geometry = both ?? next
      return
    }
    this.flushGeometry()
    if (lowering.kind === 'colour') {
      const pictures = this.inFloat()
      const colours = lowering.colours(context, config, noColourChange(this.graph, pictures))
      this.pictures = applyColours(this.graph, pictures, colours)
    } else if (lowering.kind === 'pixels') this.pictures = lowering.pixels(context, config, this.inFloat())
    else {
      const targets = this.targets ?? this.request.targets()
      const mixed: Mixed = lowering.mix(context, config, { pictures: this.inFloat(), targets })
      this.pictures = mixed.pictures
      this.targets = mixed.targets
    }
  }

  private flushGeometry(): void {
    if (this.geometry) this.pictures = applyGeometry(this.graph, this.pictures, this.geometry)
    this.geometry = undefined
  }

  /** Bytes are widened where a value is first changed: whole pixels move faster as bytes. */
  private inFloat(): Tensor {
    this.pictures = cast(this.graph, this.pictures, 'float32')
    return this.pictures
  }
}

/** 'rotation', and 'rotation-2' for the second of its type. */
export function operationNames(operations: readonly Operation[]): string[] {
  const seen = new Map<string, number>()
  return operations.map(({ type }) => {
    const count = (seen.get(type) ?? 0) + 1
    seen.set(type, count)
    return count === 1 ? type : `${type}-${count}`
  })
}
