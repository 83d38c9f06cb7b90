"""Asks real Keras what every layer does, and writes its answers as golden rows.

Real Keras is the judge of the layer rules.  This script draws layer configurations, asks
Keras for the output shape, the weights or the refusal of each, and writes what happened to
test/golden/layers/, which the tests replay without Python.

    pip install keras==3.15.1 tensorflow-cpu==2.21.0 scipy==1.17.1
    python scripts/keras_golden.py                   # rewrites all of test/golden/layers/
    python scripts/keras_golden.py --only Dense,LSTM # rewrites the rows of some classes
    python scripts/keras_golden.py --examples F.json # answers the rows of F.json (- is stdin)
    python scripts/keras_golden.py --operations      # rewrites all of test/golden/operations/
    python scripts/keras_golden.py --arrays          # rewrites test/golden/arrays.json

The answers were made with Keras 3.15.1 on TensorFlow 2.21.0, Python 3.11, CPU, without jax,
flax and torch; scipy is for STFTSpectrogram's windows.  All drawing is seeded by the class's
name, so two runs write the same bytes and a new class does not change the rows of another.
The full run takes about two minutes on one core.

test/golden/layers/index.json lists what keras.layers holds, a name a line (what only
tf.keras.layers holds has "namespace": "tf.keras.layers"):

    {"name": "Conv2D", "kind": "class", "aliases": ["Convolution2D"], "bases": [...],
     "signature": [["filters"], ["strides", [1, 1]], ["**kwargs"]], "call": [["inputs"]]}

A parameter is [name] when it is required or starred, and [name, default] otherwise.

test/golden/layers/<Class>.json is a list of rows, a row a line, the hand-written everyday
rows first.  A row is

    class     the name in keras.layers, or of a layer that keras.applications defines for its own models.
    config    the constructor's keyword arguments.
    inputs    what the layer is called on: a shape with its batch dimension (null is
              None), {"shape", "dtype"} where the dtype is not float32 ("sparse": true may
              follow), or a list or dict of these.  Absent for Input and InputLayer.
    call      further arguments of the call by name; tensors among them are always written
              as {"shape", "dtype"?}, everything else is a value.
    calls     inputs of further calls of the same layer, in order; "outputs" is that of the last.
    outputs   the answer in the form of inputs.  Symbolic: what keras.Input tensors show.
    weights   [path, shape, trainable, dtype?] of each of layer.weights, in Keras's order.
              The path leaves out the layer's own name; dtype is there where it is not float32;
              trainable says whether layer.trainable_weights has it.
    params    layer.count_params().
    refused   {"type", "phase", "message"} in place of the last three: the exception, its
              first 200 characters, and where it was raised: "construct" is the
              constructor, "build" is the layer's build as its first call runs it, "call" is
              the rest of the call, input checks before build included.

Values that JSON lacks are written as objects: {"float": 2.0} is a float that JavaScript
would read as an integer ({"float": "inf"} likewise), {"layer": "LSTM", "config": {...}} an
inner layer, {"lambda": "lambda x: x"} a function, {"zeros": [2, 3]} an array of zeros of
that shape, {"numpy": "int64", "value": 3} a number or an array of NumPy.  Sequences are tuples for Keras; those of vocabularies and of layers are lists.

test/golden/arrays.json asks some of the same questions with numbers and arrays of NumPy as arguments, one row for
each parameter and form, which Keras takes in some places and refuses in others.

test/golden/operations/<family>.json holds rows of functions on tensors, which have only a shape:

    op        the function: "ops.reshape", "activations.relu".
    args      the arguments by position: tensors as {"shape", "dtype"?}, values as above, and
              in the keys of ops.get_item {"slice": [start, stop, step]} and {"ellipsis": true}.
    kwargs    the arguments by name.
    outputs   the answer, as above; a list of several; or refused in its place.

test/golden/operations/signatures.json lists the functions on tensors of keras.ops, keras.activations,
keras.random, tensorflow ("tf") and keras.src.legacy.backend ("backend", which programs call K), each
parameter as [name, required].

layer.weights has no random state: the seed generators of Dropout, of augmentation layers and of
recurrent layers (with or without dropout) are in layer.variables only, a uint32 variable of two
elements each.  So layer.count_params() and model.summary() leave them out, and so do the rows;
the states of stateful recurrent layers are not in layer.weights either.

The symbolic call of most layers runs compute_output_shape alone, so the rows hold what the
functional API accepts, not what a kernel or layer.call() would say about the tensors later.
Rows of TFSMLayer, TorchModuleWrapper, JaxLayer and FlaxLayer that are refused with an
ImportError, ModuleNotFoundError or OSError say only that the foreign code was not there.
InputSpec, serialize and deserialize, which are no layers, have no rows.
"""

import sys

sys.dont_write_bytecode = True  # The folder of the parts stays free of caches.

from keras_golden.command import main

if __name__ == "__main__":
    sys.exit(main(__doc__))
