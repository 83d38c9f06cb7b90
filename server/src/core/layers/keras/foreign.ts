/** Layers around models of other libraries, of which nothing can be known here. Source: keras/src/utils. */
import { unknown } from '../../tensor/size.ts'
import { commonParameters } from '../common.ts'
import { type LayerKind, nestLayer, type Parameters } from '../layer.ts'
import { anything, Unknowable } from '../parameters.ts'

const { name, trainable, dtype } = commonParameters

export const TFSMLayer = foreign('TFSMLayer', 'a SavedModel file', 'tfsm_layer', {
  filepath: anything('str', 'Where the SavedModel is.'),
  call_endpoint: anything('str', 'Which of its functions is called.', 'serve'),
  call_training_endpoint: anything('str', 'Which one is called in training.', null),
  trainable,
  name,
  dtype,
})
export const TorchModuleWrapper = foreign('TorchModuleWrapper', 'a PyTorch module', 'torch_module_wrapper', {
  module: anything('torch.nn.Module', 'The module.'),
  name,
  output_shape: anything('tuple of ints', 'The shape of its output.', null),
})
export const JaxLayer = foreign('JaxLayer', 'a JAX function', 'jax_layer', {
  call_fn: anything('function', 'The function.'),
  init_fn: anything('function', 'What makes its parameters.', null),
  params: anything('nest of arrays', 'Its parameters.', null),
  state: anything('nest of arrays', 'Its state.', null),
  seed: anything('int', 'Where random numbers start.', null),
  native_serialization_platforms: anything('list of str', 'The platforms it is saved for.', null),
})
export const FlaxLayer = foreign('FlaxLayer', 'a Flax module', 'flax_layer', {
  module: anything('flax.linen.Module', 'The module.'),
  method: anything('str', 'Which of its methods is called.', null),
  variables: anything('dict', 'Its parameters.', null),
})

function foreign(kind: string, what: string, page: string, parameters: Parameters): LayerKind {
  return nestLayer({
    name: kind,
    summary: `Calls ${what}.`,
    link: `https://keras.io/api/layers/backend_specific_layers/${page}/`,
    parameters,
    rule() {
      throw new Unknowable(unknown(`what ${kind} does is decided by ${what}`))
    },
    examples: [],
  })
}
