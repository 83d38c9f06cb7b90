"""`copy`: configuration tables that are copied before they are changed."""
import copy
from copy import deepcopy
from shown import show

DEFAULT = [{"kernel": 3, "filters": [32, 16], "se": 0.25}, {"kernel": 5, "filters": [16, 24], "se": 0.25}]
args = deepcopy(DEFAULT)
for block in args:
    block["filters"][0] = block.pop("kernel") * 10
show(args, DEFAULT)
shallow = copy.copy(DEFAULT)
shallow.append(None)
shallow[0]["se"] = 0
show(len(DEFAULT), DEFAULT[0]["se"], shallow[0] is DEFAULT[0], deepcopy(DEFAULT)[0] is DEFAULT[0])

shared = [1]
pair = [shared, shared, (shared, 2)]
twin = deepcopy(pair)
twin[0].append(2)
show(twin, pair, twin[0] is twin[1], twin[2][0] is twin[0])
show(copy.copy((1, [2])), deepcopy("abc"), copy.copy(5), deepcopy(None), deepcopy({"a": (1, 2)}), copy.copy({"a": [1]}))


class Config:
    def __init__(self):
        self.sizes = [1, 2]
        self.next = {"inner": [3]}


config = Config()
other = deepcopy(config)
other.sizes.append(3)
other.next["inner"] = None
near = copy.copy(config)
near.sizes.append(9)
near.next = None
show(config.sizes, config.next, other.sizes, other.next, near.sizes, near.next, other is config)
show(deepcopy(len) is len, deepcopy(Config) is Config)
