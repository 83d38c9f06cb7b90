"""The parts of scripts/keras_golden.py: drawing configurations, asking Keras, writing rows."""
