import type { TrainingConfiguration } from '../../../../shared/training/configuration'

interface Written {
  readonly text: string
  /** What Keras does otherwise. */
  readonly differences: readonly string[]
}

/** The optimizer as Keras has it, its rate left to the schedule. */
export function optimizerText({
  optimizer,
  weightDecay,
  clip,
  learningRate,
  decayExcludes,
}: TrainingConfiguration): Written {
  const args: (string | undefined)[] = [`learning_rate=${learningRate}`]
  const differences: string[] = []
  const given = (keyword: string, value: number | undefined) => value !== undefined && args.push(`${keyword}=${value}`)
  if (optimizer.convention === 'pytorch')
    differences.push(`the optimizer followed PyTorch's convention of ${optimizer.name}; Keras' is used here`)
  const names = {
    sgd: 'SGD',
    rmsprop: 'RMSprop',
    adagrad: 'Adagrad',
    adam: 'Adam',
    adamw: 'AdamW',
    adamax: 'Adamax',
  } as const
  switch (optimizer.name) {
    case 'sgd':
      given('momentum', optimizer.momentum)
      if (optimizer.nesterov) args.push('nesterov=True')
      break
    case 'rmsprop':
      given('rho', optimizer.rho)
      given('momentum', optimizer.momentum)
      if (optimizer.centered) args.push('centered=True')
      given('epsilon', optimizer.epsilon)
      break
    case 'adagrad':
      given('initial_accumulator_value', optimizer.initialAccumulator)
      given('epsilon', optimizer.epsilon)
      break
    case 'adam':
    case 'adamw':
      given('beta_1', optimizer.beta1)
      given('beta_2', optimizer.beta2)
      given('epsilon', optimizer.epsilon)
      if (optimizer.amsgrad) args.push('amsgrad=True')
      if (optimizer.name === 'adamw') given('weight_decay', optimizer.weightDecay)
      break
    case 'adamax':
      given('beta_1', optimizer.beta1)
      given('beta_2', optimizer.beta2)
      given('epsilon', optimizer.epsilon)
  }
  if (weightDecay?.coupling === 'decoupled') given('weight_decay', weightDecay.amount)
  if (weightDecay?.coupling === 'coupled')
    differences.push(
      `weight decay ${weightDecay.amount} was part of the gradient: in Keras, kernel_regularizer=l2(${weightDecay.amount / 2})`,
    )
  if (decayExcludes.length > 0) differences.push(`weight decay left ${decayExcludes.join(' and ')} alone`)
  if (clip) given({ value: 'clipvalue', norm: 'clipnorm', 'global-norm': 'global_clipnorm' }[clip.by], clip.limit)
  return { text: `keras.optimizers.${names[optimizer.name]}(${args.filter(Boolean).join(', ')})`, differences }
}
