"""`operator`: Python's operators as functions."""
import operator
from functools import reduce
from operator import add, attrgetter, itemgetter, mul
from shown import raises, show

show(operator.add(2, 3), add([1], [2]), operator.sub(7, 2), mul(3, 4), operator.truediv(7, 2), operator.floordiv(7, 2))
show(operator.mod(-7, 3), operator.pow(2, 8), operator.lshift(1, 4), operator.rshift(16, 2), operator.and_(6, 3), operator.or_(6, 3))
show(operator.xor(6, 3), operator.neg(3), operator.pos(-3), operator.invert(5), operator.not_([]), operator.abs(-4), operator.truth("a"))
show(operator.lt(1, 2), operator.le(2, 2), operator.eq("a", "a"), operator.ne(1, 1.0), operator.ge(1, 2), operator.gt(3, 2))
show(operator.is_(None, None), operator.is_not(None, 1), operator.contains([1, 2], 2), operator.getitem({"a": 5}, "a"))
show(reduce(operator.mul, (4, 4, 64), 1), reduce(mul, [2, 3, 4]), reduce(operator.add, [[1], [2, 3]], []))
show(itemgetter(1)([5, 6, 7]), itemgetter(0, 2)([5, 6, 7]), itemgetter("name")({"name": "conv"}))
show(operator.methodcaller("upper")("abc"), operator.methodcaller("split", ",")("a,b"))


class Block:
    filters = 64

    def __init__(self):
        self.inner = {"size": 3}
        self.next = None


block = Block()
block.next = block
show(attrgetter("filters")(block), attrgetter("inner", "next.filters")(block))
raises(lambda: operator.add(1, "a"))
raises(lambda: itemgetter(9)([1]))
