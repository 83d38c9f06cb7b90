"""Merging layers and their lower-case functions."""

from ..draw import row
from ..plan import Plan


def related(draw):
    """Returns two to four shapes that mostly broadcast to one another."""
    shape = draw.shape(draw.randint(1, 4), draw.one(0, 0, 0.2))
    count = draw.choice([2, 2, 2, 3, 4, 1])
    return [vary(draw, shape) for _ in range(count)]


def vary(draw, shape):
    """Returns a shape equal to another, or with one size replaced, or of lower rank."""
    varied = list(shape)
    if draw.chance(0.3) and len(shape) > 1:
        varied[draw.randrange(1, len(shape))] = draw.one(1, 1, None, 5)
    if draw.chance(0.08):
        varied = varied[: draw.randint(1, len(varied))]
    if draw.chance(0.06):
        varied[0] = draw.one(1, 4)
    return varied


def elementwise(draw):
    """Draws Add, Subtract, Multiply, Average, Maximum and Minimum."""
    return row({}, related(draw))


def subtract(draw):
    """Draws Subtract, mostly of two inputs."""
    shapes = related(draw)
    return row({}, (shapes * 2)[:2] if draw.chance(0.85) else shapes)


def concatenate(draw):
    """Draws Concatenate: shapes equal but for the axis, or nearly."""
    rank = draw.randint(2, 4)
    shape = draw.shape(rank, draw.one(0, 0, 0.2))
    axis = draw.one(-1, -1, draw.axis(rank), draw.axis(rank), draw.axis(rank), rank)
    shapes = []
    for _ in range(draw.choice([2, 2, 3, 4, 1])):
        each = list(shape)
        each[axis % rank] = draw.maybe(draw.size(), 0.08)
        if draw.chance(0.1):
            each[draw.randrange(rank)] = draw.one(None, 1, 5)
        shapes.append(each if draw.chance(0.96) else each[:-1])
    return row({} if axis == -1 and draw.flag() else {"axis": axis}, shapes)


def dot(draw):
    """Draws Dot: the sizes at the axes are mostly equal."""
    first, second = draw.shape(draw.randint(2, 4), 0.03), draw.shape(draw.randint(2, 4), 0.03)
    axes = [draw.randrange(1, len(first)), draw.randrange(1, len(second))]
    if draw.chance(0.85):
        second[axes[1]] = first[axes[0]]
    if draw.chance(0.2):
        axes = [axes[0] - len(first), axes[1] - len(second)]
    one = draw.one(-1, 1, 2, 0, axes[0])
    if draw.chance(0.4):
        index = one if -len(second) <= one < len(second) and one < len(first) else -1
        second[index] = first[index]
        axes = index
    if draw.chance(0.05):
        axes = draw.one([1], [1, 2, 1], "1", 5, [0, 0], 1.0, [1.0, 1.0])
    batch = draw.batch()
    first[0] = second[0] = batch
    return row({"axes": axes, **draw.some({"normalize": draw.flag}, 0.3)}, [first, second])


PAIR = [[None, 64], [None, 64]]
MAPS = [[None, 28, 28, 32], [None, 28, 28, 32]]
ELEMENTWISE = [
    row({}, PAIR),
    row({}, MAPS),
    row({}, [[None, 1, 1, 64], [None, 7, 7, 64]]),
    row({}, [[None, 16], [None, 32]]),
    row({}, [[None, None, 8], [None, 4, 8]]),
    row({}, [[None, 8], [None, 4, 8]]),
    row({}, [None, 8]),
    row({}, [[None, 28, 28, 32], [None, 28, 28, 32], [None, 28, 28, 32]]),
    row({}, [{"shape": [None, 4], "dtype": "int32"}, [None, 4]]),
]
CONCATENATE = [
    row({}, PAIR),
    row({"axis": -1}, [[None, 28, 28, 32], [None, 28, 28, 64]]),
    row({"axis": 3}, [[None, 28, 28, 64], [None, 28, 28, 128], [None, 28, 28, 32], [None, 28, 28, 32]]),
    row({"axis": 1}, [[None, 10, 8], [None, 5, 8]]),
    row({}, [[None, 28, 28, 32], [None, 27, 27, 32]]),
    row({"axis": 0}, [[2, 4], [3, 4]]),
    row({"axis": 0}, PAIR),
    row({"axis": 1}, [[None, 3, 32, 32], [None, 5, 32, 32]]),
    row({}, [[None, None, 8], [None, 4, 8]]),
    row({}, [None, 8]),
]
DOT = [
    row({"axes": 1}, PAIR),
    row({"axes": 1, "normalize": True}, PAIR),
    row({"axes": [1, 2]}, [[None, 10, 4], [None, 6, 10]]),
    row({"axes": [2, 2]}, [[None, 10, 64], [None, 12, 64]]),
    row({"axes": -1}, [[None, 10, 64], [None, 12, 64]]),
    row({"axes": 2}, [[None, 10, 64], [None, 12, 32]]),
    row({"axes": [2, 1]}, [[None, 10, None], [None, None, 12]]),
]

PLANS = {
    "Add": Plan(200, elementwise, ELEMENTWISE, spoiled=0.12),
    "Subtract": Plan(120, subtract, ELEMENTWISE, spoiled=0.12),
    "Multiply": Plan(120, elementwise, ELEMENTWISE, spoiled=0.12),
    "Average": Plan(90, elementwise, ELEMENTWISE, spoiled=0.12),
    "Maximum": Plan(90, elementwise, ELEMENTWISE, spoiled=0.12),
    "Minimum": Plan(90, elementwise, ELEMENTWISE, spoiled=0.12),
    "Concatenate": Plan(260, concatenate, CONCATENATE, spoiled=0.12),
    "Dot": Plan(200, dot, DOT, spoiled=0.15),
    "add": Plan(20, elementwise, ELEMENTWISE[:3], spoiled=0.12),
    "subtract": Plan(20, subtract, ELEMENTWISE[:3], spoiled=0.12),
    "multiply": Plan(20, elementwise, ELEMENTWISE[:3], spoiled=0.12),
    "average": Plan(20, elementwise, ELEMENTWISE[:3], spoiled=0.12),
    "maximum": Plan(20, elementwise, ELEMENTWISE[:3], spoiled=0.12),
    "minimum": Plan(20, elementwise, ELEMENTWISE[:3], spoiled=0.12),
    "concatenate": Plan(30, concatenate, CONCATENATE[:4], spoiled=0.12),
    "dot": Plan(30, dot, DOT[:4], spoiled=0.12),
}
