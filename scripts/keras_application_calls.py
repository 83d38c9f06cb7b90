"""Calls models of keras.applications with many arguments and writes what real Keras makes of each call, or that it refuses.

    python -m venv ../keras
    ../keras/bin/pip install keras==3.15.1 tensorflow-cpu==2.21.0
    ../keras/bin/python scripts/keras_application_calls.py

Writes test/golden/application_calls.json: for each call the model's name, the shapes that go in and come out, its
total, trainable and non-trainable parameters, how many layers it has, and the start of the SHA-256 of their lines (as in
test/golden/applications.json, one below the other); or the type of the error. Nothing is downloaded: the weights that a
call asks for are left out once Keras has found nothing wrong with the call. The test
test/python/application-calls.test.ts compares this with what is made of the same calls. Takes about five minutes.
"""

import hashlib
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras  # noqa: E402
from keras import layers  # noqa: E402, F401
from keras.src.utils import file_utils  # noqa: E402

from keras_applications import describe  # noqa: E402

OPTIONS = """
ResNet50(include_top=False, weights=None, input_shape=(224, 224, 3))
VGG16(include_top=False, weights=None, input_shape=(224, 224, 3))
EfficientNetB0(include_top=False, weights=None, input_shape=(224, 224, 3))
MobileNetV2(include_top=False, weights=None, input_shape=(224, 224, 3))
InceptionV3(include_top=False, weights=None, input_shape=(224, 224, 3))
Xception(include_top=False, weights=None, input_shape=(224, 224, 3))
ResNet50(include_top=False, weights=None, input_shape=(160, 160, 3), pooling='avg')
ResNet50V2(include_top=False, weights=None, input_shape=(64, 48, 1), pooling='max')
VGG16(include_top=False, weights=None, input_shape=(32, 32, 3), pooling='avg')
VGG19(False, None, None, (48, 48, 3), 'max')
DenseNet121(include_top=False, weights=None, input_shape=(64, 64, 3), pooling='avg')
Xception(include_top=False, weights=None, input_shape=(71, 71, 3), pooling='max')
InceptionV3(include_top=False, weights=None, input_shape=(75, 75, 3), pooling='avg')
InceptionV3(weights=None, input_shape=(150, 150, 3), classes=7)
EfficientNetB0(include_top=False, weights=None, pooling='avg', input_shape=(96, 64, 3))
EfficientNetV2B0(include_top=False, weights=None, pooling='max', input_shape=(96, 64, 3))
EfficientNetV2B0(weights=None, include_preprocessing=False, classes=5)
EfficientNetV2B1(include_top=False, weights=None, input_shape=(64, 64, 1))
EfficientNetV2S(include_top=False, weights=None, include_preprocessing=False, pooling='avg')
ConvNeXtTiny(include_top=False, weights=None, pooling='avg', input_shape=(64, 64, 3))
ConvNeXtTiny(include_top=False, include_preprocessing=False, weights=None, name='convnext')
ConvNeXtTiny(weights=None, classes=3, classifier_activation=None)
ConvNeXtTiny(include_top=False, weights=None, input_shape=(64, 64, 4))
NASNetMobile(include_top=False, weights=None, input_shape=(96, 96, 3), pooling='avg')
NASNetMobile((64, 64, 1), False, None)
MobileNet(weights=None, alpha=0.25)
MobileNet(weights=None, alpha=0.5, depth_multiplier=2, dropout=0.5, classes=10, input_shape=(160, 160, 3))
MobileNet(include_top=False, weights=None, input_shape=(100, 100, 3), pooling='avg')
MobileNet(include_top=False, weights=None, alpha=1, name='mine')
MobileNet((128, 128, 3), 0.75, 1, 0.1, False, 'imagenet')
MobileNet(include_top=False)
MobileNetV2(weights=None, alpha=0.35, input_shape=(96, 96, 3), classes=2)
MobileNetV2(include_top=False, weights=None, alpha=1.4, pooling='avg')
MobileNetV2(include_top=False, input_shape=(96, 96, 3))
MobileNetV2(include_top=False, input_shape=(100, 100, 3))
MobileNetV2(include_top=False, weights=None, input_shape=(100, 90, 3))
MobileNetV2(weights=None)
MobileNetV3Small(weights=None, minimalistic=True)
MobileNetV3Small(weights=None, alpha=0.75, include_preprocessing=False, dropout_rate=0, classes=4)
MobileNetV3Small(input_shape=(224, 224, 3))
MobileNetV3Small(include_top=False, weights=None, input_shape=(96, 96, 3), pooling='avg')
MobileNetV3Large(include_top=False, weights=None, alpha=1.25, pooling='max')
MobileNetV3Large(include_top=False, input_shape=(224, 224, 3))
MobileNetV3Large(include_top=False, weights=None, minimalistic=True, input_shape=(48, 48, 3))
ResNet50(weights=None, classes=10)
ResNet50(weights=None, classes=10, classifier_activation='sigmoid', input_shape=(64, 64, 3), name='backbone')
ResNet50(weights='imagenet')
ResNet50(input_shape=(224, 224, 3))
ResNet50(include_top=False, input_shape=[64, 64, 3])
ResNet50(include_top=False, input_shape=(None, None, 3))
ResNet50(weights=None, input_shape=())
VGG16(weights=None, input_shape=(48, 48, 4), classes=2)
VGG16(classifier_activation=None)
EfficientNetB0()
EfficientNetB0(include_top=False, input_shape=(64, 64, 3))
EfficientNetB1(include_top=False)
EfficientNetV2B0(include_top=False)
ConvNeXtSmall(include_top=False)
NASNetMobile(include_top=False)
ResNet50(include_top=False, weights=None, input_tensor=keras.Input((128, 128, 3)))
ResNet50(include_top=False, weights=None, input_tensor=layers.Rescaling(1 / 255)(keras.Input((128, 96, 3))), pooling='avg')
MobileNetV2(include_top=False, weights=None, input_tensor=keras.Input((96, 96, 3)))
MobileNetV2(weights=None, input_tensor=keras.Input((160, 160, 3)), input_shape=(160, 160, 3))
MobileNetV3Large(include_top=False, weights=None, input_tensor=keras.Input((64, 96, 3)))
ConvNeXtTiny(include_top=False, weights=None, input_tensor=keras.Input((64, 64, 3)))
EfficientNetB0(include_top=False, weights=None, input_tensor=keras.Input((64, 64, 3)))
VGG16(include_top=False, input_tensor=layers.Conv2D(3, 1)(keras.Input((64, 64, 1))))
"""

REFUSED = """
ResNet50(classes=10)
ResNet50(input_shape=(160, 160, 3))
ResNet50(input_shape=[224, 224, 3])
ResNet50(weights='imagenet21k')
ResNet50(weights=None, input_shape=(None, None, 3))
ResNet50(include_top=False, input_shape=(160, 160, 1))
ResNet50(include_top=False, input_shape=(160, 160, 4))
ResNet50(include_top=False, weights=None, input_shape=(31, 64, 3))
ResNet50(include_top=False, weights=None, input_shape=(160, 160))
ResNet50(include_top=False, weights=None, input_shape=(None, 160, 160, 3))
ResNet50(include_top=False, weights=None, input_shape=160)
ResNet50(include_top=False, weights=None, pool='avg')
ResNet50(False, None, None, None, None, 1000, None, 'name', 'more')
ResNet50(False, include_top=False)
ResNet50(classifier_activation='sigmoid')
Xception(include_top=False, weights=None, input_shape=(70, 71, 3))
InceptionV3(include_top=False, weights=None, input_shape=(74, 75, 3))
InceptionResNetV2(include_top=False, weights=None, input_shape=(74, 75, 3))
MobileNet(include_top=False, alpha=0.3)
MobileNet(include_top=False, depth_multiplier=2)
MobileNetV2(include_top=False, alpha=0.3)
MobileNetV2(include_top=False, weights=None, input_shape=(96, 96, 3), input_tensor=keras.Input((96, 64, 3)))
MobileNetV2(include_top=False, dropout=0.5)
MobileNetV3Small(include_top=False, alpha=0.5)
MobileNetV3Small(include_top=False, minimalistic=True, alpha=0.75)
MobileNetV3Small(include_top=False, weights=None, input_shape=(16, 64, 3))
MobileNetV3Large(weights=None, dropout=0.5)
NASNetMobile(include_top=False, input_shape=(None, None, 3))
NASNetMobile(weights=None, input_shape=(31, 31, 3), include_top=False)
EfficientNetB0(weights='noisy-student')
EfficientNetV2B0(include_top=False, weights=None, name='backbone')
ConvNeXtTiny(include_top=False, name='backbone')
VGG16(include_top=False, weights=None, input_shape=(224, 224, 'x'))
"""


def calls():
    names = [name for name in sorted(dir(keras.applications)) if name[0].isupper()]
    return [f"{name}(include_top=False, weights=None)" for name in names] + lines(OPTIONS) + lines(REFUSED)


def lines(text):
    return [line for line in text.split("\n") if line != ""]


def answer(call):
    keras.backend.clear_session()
    try:
        model = eval(f"keras.applications.{call}")
    except Exception as error:
        return {"call": call, "error": type(error).__name__}
    described = describe(model)
    text = "\n".join(described.pop("layers"))
    return {
        "call": call,
        "name": model.name,
        "input": list(model.inputs[0].shape),
        "output": list(model.outputs[0].shape),
        **described,
        "count": len(model.layers),
        "layers": hashlib.sha256(text.encode()).hexdigest()[:16],
    }


def main():
    file_utils.get_file = lambda *args, **kwargs: ""
    keras.Model.load_weights = lambda *args, **kwargs: None
    rows = []
    for call in calls():
        rows.append(answer(call))
        print(json.dumps(rows[-1]), flush=True)
    path = pathlib.Path(__file__).parent.parent / "test" / "golden" / "application_calls.json"
    path.write_text("[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n")


if __name__ == "__main__":
    main()
