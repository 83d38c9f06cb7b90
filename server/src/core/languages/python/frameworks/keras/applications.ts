/** In which file of `keras/src/applications` Keras keeps each of its models. */
const models: Readonly<Record<string, readonly string[]>> = {
  convnext: ['ConvNeXtTiny', 'ConvNeXtSmall', 'ConvNeXtBase', 'ConvNeXtLarge', 'ConvNeXtXLarge'],
  densenet: ['DenseNet121', 'DenseNet169', 'DenseNet201'],
  efficientnet: [0, 1, 2, 3, 4, 5, 6, 7].map(n => `EfficientNetB${n}`),
  efficientnet_v2: ['B0', 'B1', 'B2', 'B3', 'S', 'M', 'L'].map(size => `EfficientNetV2${size}`),
  inception_resnet_v2: ['InceptionResNetV2'],
  inception_v3: ['InceptionV3'],
  mobilenet: ['MobileNet'],
  mobilenet_v2: ['MobileNetV2'],
  mobilenet_v3: ['MobileNetV3Small', 'MobileNetV3Large'],
  nasnet: ['NASNetMobile', 'NASNetLarge'],
  resnet: ['ResNet50', 'ResNet101', 'ResNet152'],
  resnet_v2: ['ResNet50V2', 'ResNet101V2', 'ResNet152V2'],
  vgg16: ['VGG16'],
  vgg19: ['VGG19'],
  xception: ['Xception'],
}

/** The module of each model of `keras.applications`. Source: keras/api/applications. */
export const applicationSources: ReadonlyMap<string, string> = new Map(
  Object.entries(models).flatMap(([source, names]) => names.map(name => [name, source] as const)),
)
