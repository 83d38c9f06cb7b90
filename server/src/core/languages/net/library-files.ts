/** The files of `server/library`, by the paths that `use` has for them. A new file has a line here. */
import densenet from '../../../../library/keras/densenet.net'
import mobilenet from '../../../../library/keras/mobilenet.net'
import mobilenetV2 from '../../../../library/keras/mobilenet_v2.net'
import mobilenetV3 from '../../../../library/keras/mobilenet_v3.net'
import resnet from '../../../../library/keras/resnet.net'
import resnetV2 from '../../../../library/keras/resnet_v2.net'
import vgg16 from '../../../../library/keras/vgg16.net'
import vgg19 from '../../../../library/keras/vgg19.net'
import xception from '../../../../library/keras/xception.net'

export const libraryFiles: Readonly<Record<string, string>> = {
  'keras/densenet': densenet,
  'keras/mobilenet': mobilenet,
  'keras/mobilenet_v2': mobilenetV2,
  'keras/mobilenet_v3': mobilenetV3,
  'keras/resnet': resnet,
  'keras/resnet_v2': resnetV2,
  'keras/vgg16': vgg16,
  'keras/vgg19': vgg19,
  'keras/xception': xception,
}
