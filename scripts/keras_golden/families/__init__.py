"""What to ask of every class, a module per family."""

from . import (
    activations,
    attention,
    convolution,
    core,
    merging,
    normalization,
    pooling,
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
)
PLANS = {name: plan for family in FAMILIES for name, plan in family.PLANS.items()}
