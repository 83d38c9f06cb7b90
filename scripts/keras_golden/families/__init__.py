"""What to ask of every class, a module per family."""

from . import (
    activations,
    applications,
    attention,
    convolution,
    core,
    foreign,
    images,
    merging,
    normalization,
    pooling,
    preprocessing,
    recurrent,
    regularization,
    reshaping,
)

FAMILIES = (
    core,
    activations,
    convolution,
    pooling,
    reshaping,
    normalization,
    regularization,
    recurrent,
    attention,
    merging,
    preprocessing,
    images,
    foreign,
    applications,
)
PLANS = {name: plan for family in FAMILIES for name, plan in family.PLANS.items()}
