"""`dataclasses`: configurations of models."""
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, replace
from copy import deepcopy
from typing import ClassVar, List, Optional
from shown import raises, show


@dataclass
class Config:
    width: int
    depth: int = 4
    name: Optional[str] = None
    sizes: List[int] = field(default_factory=list)
    count: ClassVar[int] = 7

    def total(self):
        return self.width * self.depth


config = Config(32)
show(config.width, config.depth, config.name, config.sizes, config.count, config.total(), Config.depth, Config.count)
show(Config(8, 2, "a", [1]).total(), Config(width=1, depth=2).total(), Config(1).sizes is Config(1).sizes)
config.sizes.append(3)
config.width = 64
show(config.sizes, Config(1).sizes, config.total(), asdict(config), astuple(config))
show(Config(1) == Config(1), Config(1) == Config(2), Config(1) != Config(1), Config(1) == 1, Config(1) in [Config(1)])
bigger = replace(config, depth=10)
show(bigger.depth, bigger.width, config.depth, bigger.sizes is config.sizes, [f.name for f in fields(Config)])
show(deepcopy(config).sizes is config.sizes, dataclasses.is_dataclass(config), dataclasses.is_dataclass(3), isinstance(config, Config))
raises(lambda: Config())
raises(lambda: Config(1, 2, None, [], 5))
raises(lambda: Config(1, wide=3))


@dataclass
class Wide(Config):
    factor: float = 2.0
    depth: int = 8

    def __post_init__(self):
        self.scaled = int(self.width * self.factor)


wide = Wide(10)
show(wide.scaled, wide.depth, wide.total(), astuple(Wide(1, factor=3)), [f.name for f in fields(wide)])


class Plain(Wide):
    extra = 5


show(Plain(3).scaled, Plain(3).extra, Plain(3, 1).depth)


@dataclasses.dataclass(frozen=True)
class Frozen:
    size: int
    ratio: float = 0.5
    made: int = field(init=False, default=0)
    half: int = None

    def __post_init__(self):
        object.__setattr__(self, "half", self.size // 2)

    @property
    def scaled(self):
        return int(self.size * self.ratio)


show(Frozen(8).scaled, Frozen(8, ratio=0.25).scaled, Frozen(8).made, Frozen(8).half, {Frozen.ratio: 1})
raises(lambda: Frozen(8, 0.5, 1, 2))


@dataclass
class Initial:
    size: int
    scale: InitVar[int] = 2
    area: int = field(init=False)

    def __post_init__(self, scale):
        self.area = self.size * scale


show(Initial(3).area, Initial(3, 5).area, asdict(Initial(3)), [f.name for f in fields(Initial)])


@dataclass(kw_only=True)
class Named:
    width: int
    height: int = 2


@dataclass
class Mixed:
    a: int
    _: KW_ONLY
    b: int = 2
    c: int


show(Named(width=1).height, Mixed(1, c=3).b, Mixed(1, b=5, c=3).c)
raises(lambda: Named(1))
raises(lambda: Mixed(1, 2, 3))


@dataclass
class Block:
    config: Config
    layers: list = field(default_factory=lambda: [16, 32])


block = Block(Config(4))
show(asdict(block), block.config.total(), sum(Block(Config(1)).layers))
for f in fields(block.config):
    if f.name == "width":
        show(getattr(block.config, f.name), f.name)


@dataclass(init=False)
class Own:
    size: int = 1

    def __init__(self, n):
        self.size = n * 2


show(Own(4).size, Own.size)


class Plain1(object):
    pass


class Equal(object):
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n


one = Plain1()
show(one == one, one == Plain1(), one != Plain1(), one in [Plain1(), one], Equal(1) == Equal(1), Equal(1) != Equal(2), Equal(1) in [Equal(2), Equal(1)])
show(isinstance(one, object), isinstance(one, Plain1), isinstance(one, Equal), isinstance(3, Equal), isinstance(Wide(1), Config), issubclass(Wide, Config), type(one) is Plain1)
