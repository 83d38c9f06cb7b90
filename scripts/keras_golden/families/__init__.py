"""What to ask of every class, a module per family."""

from . import activations, convolution, pooling, regularization, reshaping

FAMILIES = (convolution, pooling, activations, regularization, reshaping)
PLANS = {name: plan for family in FAMILIES for name, plan in family.PLANS.items()}
