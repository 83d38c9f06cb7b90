"""`enum`: names of choices."""
import enum
from enum import Enum, Flag, IntEnum, auto, unique
from shown import raises, show


class Backbone(Enum):
    RESNET = "resnet"
    VGG = "vgg"
    OLD = "vgg"

    @property
    def label(self):
        return self.value.upper()

    @classmethod
    def default(cls):
        return cls.RESNET


show(Backbone.RESNET, Backbone.RESNET.name, Backbone.RESNET.value, Backbone("vgg"), Backbone["VGG"], Backbone.OLD, len(Backbone))
show(list(Backbone), [b.name for b in Backbone], Backbone.RESNET == Backbone.RESNET, Backbone.RESNET == "resnet", Backbone.RESNET is Backbone.VGG)
show(Backbone.VGG.label, Backbone.default(), Backbone.OLD is Backbone.VGG, Backbone.RESNET != Backbone.VGG, Backbone.VGG in Backbone)
show({Backbone.RESNET: 50, Backbone.VGG: 16}[Backbone.VGG], Backbone.RESNET in (Backbone.VGG, Backbone.RESNET), isinstance(Backbone.VGG, Backbone))
show(str(Backbone.VGG), repr(Backbone.VGG), f"{Backbone.VGG.value}", list(Backbone.__members__), Backbone.VGG in [Backbone.RESNET])
raises(lambda: Backbone("none"))
raises(lambda: Backbone["NONE"])
raises(lambda: Backbone.NONE)
raises(lambda: Backbone.VGG < Backbone.RESNET)


class Size(IntEnum):
    SMALL = 1
    LARGE = 4


show(Size.LARGE * 16, Size.LARGE > Size.SMALL, Size.LARGE == 4, int(Size.SMALL), list(range(Size.LARGE)), [5, 6][Size.SMALL], Size(4), max(Size))
show({1: "a"}[Size.SMALL], str(Size.LARGE), -Size.LARGE, 2 + Size.SMALL, Size.LARGE / 2, isinstance(Size.SMALL, int), sorted([Size.LARGE, Size.SMALL]))


@unique
class Mode(str, Enum):
    TRAIN = "train"
    TEST = "test"


show(Mode.TRAIN == "train", Mode("test"), Mode.TRAIN.value, Mode.TRAIN + "ing", {"train": 3}[Mode.TRAIN], isinstance(Mode.TEST, str))


class Kind(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


class Name(enum.StrEnum):
    FIRST = auto()
    SECOND = "two"


class Bits(Flag):
    X = auto()
    Y = auto()
    Z = auto()


show([k.value for k in Kind], Name.FIRST.value, Name.SECOND == "two", [b.value for b in Bits])


class Model(Enum):
    TINY = (16, 2)
    BIG = (64, 4)

    def __init__(self, width, depth):
        self.width = width
        self.depth = depth

    def total(self):
        return self.width * self.depth


show(Model.TINY.width, Model.BIG.total(), Model.BIG.value, [m.depth for m in Model], Model((16, 2)))


class Base(Enum):
    def lower(self):
        return self.name.lower()


class Child(Base):
    ONE = 1


show(Child.ONE.lower(), Child(1))


class Access(enum.Flag):
    R = 1
    W = 2
    X = enum.auto()
    RW = R | W


show((Access.R | Access.W).value, (Access.R | Access.W) is Access.RW, Access.R in Access.RW, Access.X in Access.RW)
show(bool(Access.R & Access.W), Access.X.value, (Access.R | Access.X) == (Access.X | Access.R), (~Access.R).value)
show([each.name for each in Access], len(Access), (Access.RW ^ Access.R).name, {Access.R | Access.X: 1}[Access.X | Access.R])


class Bits(enum.IntFlag):
    A = 1
    B = 2


show((Bits.A | Bits.B) == 3, (Bits.A | 2).value, int(Bits.B), Bits.A + 1)


class Mode(str, enum.Enum):
    TRAIN = "train"
    TEST = "test"

    def __str__(self):
        return self.value


show(str(Mode.TRAIN), f"{Mode.TEST}", "%s" % Mode.TEST, Mode.TRAIN.upper(), Mode.TRAIN == "train", Mode.TEST.startswith("te"))
