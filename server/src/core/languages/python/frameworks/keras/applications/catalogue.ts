/**
 * The models of `keras.applications`: where each stands, with which arguments it is called, and how large the pictures
 * are that it is made for. Source: keras/src/applications.
 */
import { readSignature, type Signature } from '../../../../../layers/signature.ts'

export interface Application {
  readonly name: string
  /** The file of keras/src/applications that makes it. */
  readonly source: string
  readonly signature: Signature
  /** The height and width that it is made for. */
  readonly size: number
  /** The least height and width that it takes. */
  readonly least: number
}

/** A model's class, the name that Keras gives the model, and its height and width. */
type Row = readonly [name: string, given: string | undefined, size: number]

interface Family {
  readonly rows: readonly Row[]
  /** What stands before and after the arguments that all have; those of the mobile ones have their own order. */
  readonly parameters: string
  readonly least?: number
}

const weights = "weights='imagenet', input_tensor=None"
const top = "classes=1000, classifier_activation='softmax'"
const usual = `include_top=True, ${weights}, input_shape=None, pooling=None, ${top}`

const efficientNetSizes = [224, 240, 260, 300, 380, 456, 528, 600]

const efficientNetV2Sizes: readonly (readonly [string, number])[] = [
  ['B0', 224],
  ['B1', 240],
  ['B2', 260],
  ['B3', 300],
  ['S', 384],
  ['M', 480],
  ['L', 480],
]

const families: Readonly<Record<string, Family>> = {
  convnext: {
    rows: ['Tiny', 'Small', 'Base', 'Large', 'XLarge'].map(
      (size): Row => [`ConvNeXt${size}`, `convnext_${size.toLowerCase()}`, 224],
    ),
    parameters: `include_top=True, include_preprocessing=True, ${usual.slice('include_top=True, '.length)}`,
  },
  densenet: {
    rows: [121, 169, 201].map((depth): Row => [`DenseNet${depth}`, `densenet${depth}`, 224]),
    parameters: usual,
  },
  efficientnet: {
    rows: efficientNetSizes.map((size, n): Row => [`EfficientNetB${n}`, `efficientnetb${n}`, size]),
    parameters: usual,
  },
  efficientnet_v2: {
    rows: efficientNetV2Sizes.map(
      ([name, size]): Row => [`EfficientNetV2${name}`, `efficientnetv2-${name.toLowerCase()}`, size],
    ),
    parameters: `${usual}, include_preprocessing=True`,
  },
  inception_resnet_v2: {
    rows: [['InceptionResNetV2', 'inception_resnet_v2', 299]],
    parameters: usual,
    least: 75,
  },
  inception_v3: { rows: [['InceptionV3', 'inception_v3', 299]], parameters: usual, least: 75 },
  mobilenet: {
    rows: [['MobileNet', undefined, 224]],
    parameters: `input_shape=None, alpha=1.0, depth_multiplier=1, dropout=0.001, include_top=True, ${weights}, pooling=None, ${top}`,
  },
  mobilenet_v2: {
    rows: [['MobileNetV2', undefined, 224]],
    parameters: `input_shape=None, alpha=1.0, include_top=True, ${weights}, pooling=None, ${top}`,
  },
  mobilenet_v3: {
    rows: ['MobileNetV3Small', 'MobileNetV3Large'].map((name): Row => [name, name, 224]),
    parameters: `input_shape=None, alpha=1.0, minimalistic=False, include_top=True, ${weights}, classes=1000, pooling=None, dropout_rate=0.2, classifier_activation='softmax', include_preprocessing=True`,
  },
  nasnet: {
    rows: [
      ['NASNetMobile', 'nasnet_mobile', 224],
      ['NASNetLarge', 'nasnet_large', 331],
    ],
    parameters: `input_shape=None, include_top=True, ${weights}, pooling=None, ${top}`,
  },
  resnet: {
    rows: [50, 101, 152].map((depth): Row => [`ResNet${depth}`, `resnet${depth}`, 224]),
    parameters: usual,
  },
  resnet_v2: {
    rows: [50, 101, 152].map((depth): Row => [`ResNet${depth}V2`, `resnet${depth}v2`, 224]),
    parameters: usual,
  },
  vgg16: { rows: [['VGG16', 'vgg16', 224]], parameters: usual },
  vgg19: { rows: [['VGG19', 'vgg19', 224]], parameters: usual },
  xception: { rows: [['Xception', 'xception', 299]], parameters: usual, least: 71 },
}

/** All of them by their names. */
export const applications: ReadonlyMap<string, Application> = new Map(
  Object.entries(families).flatMap(([source, { rows, parameters, least = 32 }]) =>
    rows.map(([name, given, size]): [string, Application] => {
      const signature = readSignature(`${name}(${parameters}, name=${given === undefined ? 'None' : `'${given}'`})`)
      return [name, { name, source, signature, size, least }]
    }),
  ),
)

/** The modules that the models stand in; one of them has an older name besides. */
export const applicationModules: ReadonlySet<string> = new Set([...Object.keys(families), 'resnet50', 'imagenet_utils'])
