import type { KerasDialect, KerasLayer, KerasModel } from './kerasModel'

/** The configuration of a functional model, as `config.json` (Keras 3) or `model_config` (Keras 2, TensorFlow.js) has it. */
export function functionalConfig({ layers, output }: KerasModel, name: string, dialect: KerasDialect): object {
  const byName = new Map(layers.map((layer) => [layer.name, layer]))
  const input = layers[0] as KerasLayer
  const described = layers.map((layer) => layerConfig(layer, byName, dialect))
  const ends = (end: string) => [end, 0, 0] as const
  if (dialect === 'keras3')
    return {
      module: 'keras.src.models.functional',
      class_name: 'Functional',
      config: {
        name,
        trainable: true,
        layers: described,
        input_layers: ends(input.name),
        output_layers: ends(output),
      },
      registered_name: 'Functional',
      build_config: { input_shape: null },
    }
  return {
    class_name: 'Functional',
    config: {
      name,
      trainable: true,
      layers: described,
      input_layers: [ends(input.name)],
      output_layers: [ends(output)],
    },
  }
}

function layerConfig(layer: KerasLayer, byName: ReadonlyMap<string, KerasLayer>, dialect: KerasDialect): object {
  const { name, className, inputs, shape } = layer
  const isInput = className === 'InputLayer'
  const config = isInput
    ? dialect === 'keras3'
      ? { batch_shape: [null, ...shape], dtype: 'float32', sparse: false, name }
      : { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false, name }
    : { name, trainable: true, dtype: 'float32', ...layer.config }
  if (dialect !== 'keras3')
    return {
      class_name: className,
      config,
      name,
      inbound_nodes: isInput ? [] : [inputs.map((source) => [source, 0, 0, {}])],
    }
  const tensor = (source: string) => ({
    class_name: '__keras_tensor__',
    config: {
      shape: [null, ...(byName.get(source) as KerasLayer).shape],
      dtype: 'float32',
      keras_history: [source, 0, 0],
    },
  })
  const tensors = inputs.map(tensor)
  return {
    module: 'keras.layers',
    class_name: className,
    config,
    registered_name: null,
    name,
    inbound_nodes: isInput ? [] : [{ args: [tensors.length > 1 ? tensors : tensors[0]], kwargs: {} }],
  }
}
