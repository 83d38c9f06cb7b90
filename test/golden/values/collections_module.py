"""`collections`: dictionaries of other kinds, deques, named tuples."""
import collections
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from copy import copy, deepcopy
from shown import raises, show

table = OrderedDict([("conv", 3), ("pool", 2)])
table["dense"] = 10
show(table, list(table), list(table.items()), len(table), "pool" in table, table["conv"], OrderedDict(), OrderedDict(a=1, b=2))
table.move_to_end("conv")
show(list(table), table.popitem(last=False), list(table))
table.move_to_end("conv", last=False)
show(list(table), table.popitem(), table.get("x", 0), OrderedDict.fromkeys("ab", 1), table.copy())

groups = defaultdict(list)
for name, size in [("a", 1), ("b", 2), ("a", 3)]:
    groups[name].append(size)
show(groups, groups["c"], groups.get("d"), "d" in groups, len(groups))
counts = defaultdict(int)
for letter in "hello":
    counts[letter] += 1
show(counts, counts["z"], defaultdict(lambda: 7)["any"], defaultdict(int, {"a": 1})["a"], defaultdict(list, a=[1]))
nested = defaultdict(lambda: defaultdict(int))
nested["x"]["y"] += 2
show(nested, copy(counts)["new"], deepcopy(groups)["other"])
raises(lambda: defaultdict(None)["a"])

letters = Counter("mississippi")
show(letters, letters["s"], letters["zz"], "zz" in letters, letters.most_common(2), letters.most_common(), letters.total())
letters.update("miss")
letters.subtract({"p": 1})
show(letters, Counter(a=2, b=1), list(Counter(a=2, b=1).elements()), Counter({"x": 3}).most_common(1)[0][0])

queue = deque([1, 2, 3])
queue.append(4)
queue.appendleft(0)
show(queue, queue[0], len(queue), list(queue), queue.popleft(), queue.pop(), queue)
queue.rotate(1)
queue.extendleft([8, 9])
queue.extend((5, 6))
show(queue, deque("abcd", maxlen=2), deque(maxlen=3).maxlen)
last = deque(maxlen=2)
for i in range(5):
    last.append(i)
show(last, [i * 2 for i in last])
raises(lambda: deque().popleft())

Block = namedtuple("Block", ["filters", "stride", "repeats"])
block = Block(64, stride=2, repeats=3)
show(block, block.filters, block[1], len(block), block._fields, Block._fields, block == (64, 2, 3), list(block))
filters, stride, repeats = block
show(filters, stride, repeats, block._replace(stride=1), block._asdict(), block + (1,), block[:2], 64 in block)
show(Block._make([1, 2, 3]), Block(*[1, 2, 3]), Block(**{"filters": 1, "stride": None, "repeats": 3}), Block.__name__)
Args = namedtuple("BlockArgs", "kernel_size num_repeat, se_ratio", defaults=(1, 0.25))
show(Args(3), Args(3, 2), Args(3, se_ratio=None), Args._field_defaults, deepcopy(Args(5)).kernel_size)
Old = collections.namedtuple("Old", "a b c")
Old.__new__.__defaults__ = (None,) * len(Old._fields)
show(Old(), Old(1), Old(c=3))


class Scaled(namedtuple("Scaled", "width height")):
    __slots__ = ()

    @property
    def area(self):
        return self.width * self.height

    def double(self):
        return self._replace(width=self.width * 2)


show(Scaled(2, 3), Scaled(2, 3).area, Scaled(2, 3).double(), Scaled(2, 3).double().area)
show([b.filters * b.repeats for b in [Block(1, 2, 3), Block(4, 5, 6)]], {block: 1}[(64, 2, 3)], max([Block(1, 2, 3), Block(1, 3, 0)]))
raises(lambda: Block(1, 2))
raises(lambda: Block(1, 2, 3, 4))
raises(lambda: Block(1, 2, repeats=3, size=4))
raises(lambda: block._replace(size=1))
