/** The files of `server/library`, by the paths that `use` has for them. A new file has a line here. */
import convnext from '../../../../library/keras/convnext.net'
import densenet from '../../../../library/keras/densenet.net'
import efficientnet from '../../../../library/keras/efficientnet.net'
import efficientnetV2 from '../../../../library/keras/efficientnet_v2.net'
import inceptionResnetV2 from '../../../../library/keras/inception_resnet_v2.net'
import inceptionV3 from '../../../../library/keras/inception_v3.net'
import mobilenet from '../../../../library/keras/mobilenet.net'
import mobilenetV2 from '../../../../library/keras/mobilenet_v2.net'
import mobilenetV3 from '../../../../library/keras/mobilenet_v3.net'
import nasnet from '../../../../library/keras/nasnet.net'
import resnet from '../../../../library/keras/resnet.net'
import resnetV2 from '../../../../library/keras/resnet_v2.net'
import vgg16 from '../../../../library/keras/vgg16.net'
import vgg19 from '../../../../library/keras/vgg19.net'
import xception from '../../../../library/keras/xception.net'

export const libraryFiles: Readonly<Record<string, string>> = {
  'keras/convnext': convnext,
  'keras/densenet': densenet,
  'keras/efficientnet': efficientnet,
  'keras/efficientnet_v2': efficientnetV2,
  'keras/inception_resnet_v2': inceptionResnetV2,
  'keras/inception_v3': inceptionV3,
  'keras/mobilenet': mobilenet,
  'keras/mobilenet_v2': mobilenetV2,
  'keras/mobilenet_v3': mobilenetV3,
  'keras/nasnet': nasnet,
  'keras/resnet': resnet,
  'keras/resnet_v2': resnetV2,
  'keras/vgg16': vgg16,
  'keras/vgg19': vgg19,
  'keras/xception': xception,
}
