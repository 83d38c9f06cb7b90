/** Classes of `keras.layers` in Keras 1 and 2 that Keras 3 has no more; it raises AttributeError for each. */

export interface Former {
  /** The class that takes its place. */
  readonly by: string
  /** Whether that one takes the same arguments and puts out the same shape. */
  readonly alike: boolean
}

export const formerLayers: ReadonlyMap<string, Former> = new Map([
  ['CuDNNLSTM', { by: 'LSTM', alike: true }],
  ['CuDNNGRU', { by: 'GRU', alike: true }],
  ['SyncBatchNormalization', { by: 'BatchNormalization', alike: true }],
  ['AtrousConvolution1D', { by: 'Conv1D', alike: false }],
  ['AtrousConvolution2D', { by: 'Conv2D', alike: false }],
  ['Deconvolution2D', { by: 'Conv2DTranspose', alike: false }],
])
