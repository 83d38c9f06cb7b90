/** Layers that turn sound into spectrograms. Source: keras/src/layers/preprocessing. */
import { type Formula, named, productOf, sizeOf } from '../../tensor/formula.ts'
import { isNone, none, unknown } from '../../tensor/size.ts'
import { formula } from '../../tensor/template.ts'
import { type Input, layer } from '../layer.ts'
import { anything, flag, Misfit, oneOf, optional, type Parameter, Unknowable } from '../parameters.ts'
import { isSizeValue, toNumber, unknownIn, type Value } from '../value.ts'
import { readDepth } from './encoding.ts'
import { dataFormat, slide, spaceOf } from './spatial.ts'

const page = (name: string): string => `https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/${name}/`

export const MelSpectrogram = layer({
  name: 'MelSpectrogram',
  summary: 'Turns sound into the strengths of tones over time, as ears tell them apart.',
  link: page('mel_spectrogram'),
  parameters: {
    fft_length: anything('int', 'How many samples are transformed at a time.', 2048),
    sequence_stride: anything('int', 'How far the window moves.', 512),
    sequence_length: anything('int or None', 'The length of the window; fft_length for None.', null),
    window: anything('str', 'The form of the window.', 'hann'),
    sampling_rate: anything('int', 'How many samples a second has.', 16000),
    num_mel_bins: anything('int', 'How many tones there are.', 128),
    min_freq: anything('float', 'The lowest tone.', 20),
    max_freq: anything('float or None', 'The highest tone; half the sampling rate for None.', null),
    power_to_db: anything('bool', 'Whether strengths are given in decibels.', true),
    top_db: anything('float', 'How many decibels are kept below the strongest.', 80),
    mag_exp: anything('float', 'The exponent of the strengths.', 2),
    min_power: anything('float', 'The least strength.', { kind: 'float', value: 1e-10 }),
    ref_power: anything('float', 'The strength of 0 decibels.', 1),
  },
  rank: { atLeast: 1 },
  check({ fft_length, sequence_length, sampling_rate, max_freq }) {
    if (unknownIn([fft_length, sequence_length])) return
    const [fft, length] = [toNumber(fft_length), toNumber(sequence_length) || toNumber(fft_length)]
    if (fft === undefined || length === undefined || fft < length)
      throw new Misfit('fft_length', 'a number of at least sequence_length', fft_length)
    if (!toNumber(max_freq) && toNumber(sampling_rate) === undefined && !unknownIn(sampling_rate))
      throw new Misfit('sampling_rate', 'a number', sampling_rate)
  },
  rule(input, { sequence_stride, num_mel_bins }) {
    const tones = named('tones', readDepth('num_mel_bins', num_mel_bins))
    const samples = input.axis(input.rank === 1 ? 0 : 1, 'samples')
    const frames = named('frames', framesOf(samples, sequence_stride))
    return { output: { dims: input.rank === 1 ? [tones, frames] : [input.shape[0]!, tones, frames] } }
  },
  examples: [{ call: '', input: '(None, 16000)', output: '(None, 128, 32)', parameters: 0 }],
})

function framesOf(samples: Formula, value: Value): Formula {
  if (isNone(sizeOf(samples))) return none
  if (!isSizeValue(value) || value === 0) throw new Misfit('sequence_stride', 'a positive integer', value)
  const stride = named('stride', value)
  return formula`⌊(${samples} + ${stride} + 1) / ${stride}⌋`
}

// ---- short-time Fourier transform

/** Windows that scipy knows by their names alone. Source: scipy.signal.get_window. */
const windowNames: ReadonlySet<string> = new Set(
  `barthann brthan bth bartlett bart brt blackman black blk blackmanharris blackharr bkh bohman bman bmn boxcar box ones
   rect rectangular cosine halfcosine exponential poisson flattop flat flt hamming hamm ham hann han lanczos sinc nuttall
   nutl nut parzen parz par taylor taylorwin triangle triang tri tukey tuk`.split(/\s+/),
)

const windowForm: Parameter<Value> = {
  ...anything('str, array or None', 'The form of the window.', 'hann'),
  read(value, name) {
    if (typeof value === 'string' && !windowNames.has(value)) throw new Misfit(name, 'the name of a window', value)
    return value
  },
}

export const STFTSpectrogram = layer({
  name: 'STFTSpectrogram',
  summary: 'Turns sound into the strengths of frequencies over time, by a convolution with waves.',
  link: page('stft_spectrogram'),
  parameters: {
    mode: oneOf(['log', 'magnitude', 'psd', 'real', 'imag', 'angle', 'stft'], 'What comes out.', 'log'),
    frame_length: anything('int', 'The length of the window.', 256),
    frame_step: anything('int or None', 'How far it moves; half its length for None.', null),
    fft_length: anything('int or None', 'How many samples are transformed; the next power of two for None.', null),
    window: windowForm,
    periodic: anything('bool', 'Whether the window is periodic rather than symmetric.', false),
    scaling: optionalChoice(['density', 'spectrum'], 'What strengths are scaled to.', 'density'),
    padding: oneOf(['valid', 'same'], 'What happens at the ends.', 'valid'),
    expand_dims: flag('Whether channels get an axis of their own.', false),
    data_format: dataFormat(),
  },
  rank: { exactly: 3 },
  check(args) {
    const { window, periodic } = args
    if (typeof window === 'string' && typeof periodic !== 'boolean' && !unknownIn(periodic))
      throw new Misfit('periodic', 'True or False', periodic)
    readFrames(args)
  },
  rule(input, args, call) {
    const { mode, padding, data_format, expand_dims } = args
    const { length, step, fft } = readFrames(args)
    const space = spaceOf(input, 1, data_format)
    const frame = { size: named('frame', length), stride: named('step', step), dilation: 1, padding }
    if (isNone(input.shape.at(data_format === 'channels_first' ? 1 : -1)))
      call.report({ code: 'undefined-size', facts: { axis: 'channels', shape: input.shape } })
    const [steps] = slide(space, { windows: [frame], argument: 'frame_length' }, call)
    const waves = named('frequencies', formula`⌊${fft} / 2⌋ + 1`)
    const frequencies = mode === 'stft' ? formula`${waves} · 2` : waves
    const kernel = [frame.size, 1, waves]
    const kernels = { real_kernel: mode !== 'imag' && kernel, imag_kernel: mode !== 'real' && kernel }
    const count = Object.values(kernels).filter(Boolean).length
    return {
      output: { dims: spectrogram(input, steps!, frequencies, space.channels, { expand_dims, data_format }) },
      weights: kernels,
      macs: productOf([steps!, ...kernel, space.channels, count]),
      later: { rank: 3, axes: [] },
    }
  },
  examples: [
    {
      call: 'frame_length=256, frame_step=128',
      input: '(None, 16000, 1)',
      output: '(None, 124, 129)',
      parameters: 66048,
    },
  ],
})

interface Layout {
  readonly expand_dims: boolean
  readonly data_format: 'channels_last' | 'channels_first' | null
}

function spectrogram(
  input: Input,
  steps: Formula,
  frequencies: Formula,
  channels: Formula,
  { expand_dims, data_format }: Layout,
): readonly Formula[] {
  const batch = input.shape[0]!
  const first = data_format === 'channels_first'
  if (expand_dims) return first ? [batch, channels, steps, frequencies] : [batch, steps, frequencies, channels]
  const all = named('frequencies', formula`${frequencies} · ${channels}`)
  return first ? [batch, all, steps] : [batch, steps, all]
}

function optionalChoice<const T extends string>(
  choices: readonly T[],
  meaning: string,
  fallback: NoInfer<T>,
): Parameter<T | null> {
  return { ...optional(oneOf(choices, meaning)), default: fallback }
}

interface Frames {
  readonly frame_length: Value
  readonly frame_step: Value
  readonly fft_length: Value
}

/** The lengths that Keras computes with: a window, its step, and how many samples are transformed. */
function readFrames({ frame_length, frame_step, fft_length }: Frames): { length: number; step: number; fft: number } {
  const whole = (value: Value): number => {
    if (unknownIn(value)) throw new Unknowable(unknown('a length is not known'))
    return typeof value === 'boolean' ? Number(value) : (toNumber(value) ?? Number.NaN)
  }
  const length = whole(frame_length)
  if (!(length >= 1 && Number.isInteger(length))) throw new Misfit('frame_length', 'a positive integer', frame_length)
  const step = frame_step === null ? Math.floor(length / 2) : whole(frame_step)
  const fft = fft_length === null ? 2 ** Math.ceil(Math.log2(length)) : whole(fft_length)
  if (frame_step !== null && !(step >= 1 && step <= length))
    throw new Misfit('frame_step', 'a positive integer of at most frame_length', frame_step)
  if (fft_length !== null && !(fft >= length && Number.isInteger(fft)))
    throw new Misfit('fft_length', 'an integer of at least frame_length', fft_length)
  if (step < 1) throw new Misfit('frame_length', 'at least 2 where no frame_step is given', frame_length)
  return { length, step, fft }
}
