"""Golden rows of tensor operations: what keras.ops says about tensors that have only a shape."""
