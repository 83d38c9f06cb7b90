"""`argparse`: a program that is run without arguments has the defaults of its options."""
import argparse
from argparse import ArgumentParser
from shown import show, symbol, unknown

parser = argparse.ArgumentParser(description="Train a model.")
parser.add_argument("--width", type=int, default=32, help="filters of the first layer")
parser.add_argument("-d", "--depth", type=int, default="4")
parser.add_argument("--learning-rate", "--lr", default=1e-3, type=float)
parser.add_argument("--rate", type=float, default="0.5")
parser.add_argument("-e", default=10, type=int, dest="epochs")
parser.add_argument("-b", default=8)
parser.add_argument("--name", default="resnet", choices=["resnet", "vgg"])
parser.add_argument("--bn", action="store_true")
parser.add_argument("--no-bias", dest="bias", action="store_false")
parser.add_argument("--sizes", type=int, nargs="+", default=[16, 32])
parser.add_argument("--split", type=lambda text: [int(part) for part in text.split(",")], default="8,16,32")
parser.add_argument("--quick", action="store_const", const=1, default=0)
parser.add_argument("files", nargs="*")
parser.add_argument("place", nargs="?", default="here")
group = parser.add_argument_group("sizes")
group.add_argument("--units", type=int, default=64)
either = parser.add_mutually_exclusive_group()
either.add_argument("--fast", action="store_true", default=False)
either.add_argument("--slow", action="store_true")
parser.set_defaults(units=128, extra="set")
args = parser.parse_args()
show(args.width, args.depth, args.learning_rate, args.rate, args.epochs, args.b, args.name, args.bn, args.bias)
show(args.sizes, args.split, args.quick, args.files, args.place, args.units, args.fast, args.slow, args.extra)
args.width = args.width * 2
show(args.width, args.width + args.depth)

parser = ArgumentParser()
parser.add_argument("--width", type=int)
parser.add_argument("--rate", type=float)
parser.add_argument("--weights", type=str, default=None)
parser.add_argument("--classes", type=int, default=None)
opt, rest = parser.parse_known_args()
show(opt.width is None, opt.width or 32, opt.weights is None, "yes" if opt.weights else "no", not opt.rate, opt.width == None, rest)
show(10 if opt.classes is None else opt.classes, opt.width is not None, None is opt.rate)
symbol(opt.width, "opt.width")
unknown(opt.rate, opt.weights)
if opt.width is None:
    opt.width = 48
show(opt.width)

parser = ArgumentParser()
parser.add_argument("--width", type=int, required=True)
parser.add_argument("count", type=int)
parser.add_argument("folder")
parser.add_argument("-v", "--verbose", action="store_true")
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--kernel", type=int, nargs=2, default=[3, 3])
parser.add_argument("--layers", type=int, nargs="*")
given = parser.parse_args(["--width", "64", "7", "data", "-v", "--lr=0.01", "--kernel", "5", "1", "--layers", "1", "2"])
show(given.width, given.count, given.folder, given.verbose, given.lr, given.kernel, given.layers)
given = parser.parse_args("7 data --width 8".split())
show(given.width, given.count, given.folder, given.verbose, given.lr, given.kernel, given.layers is None)

parser = ArgumentParser()
parser.add_argument("--size", type=int, default=3)
empty = parser.parse_args([])
show(empty.size, parser.parse_args(args=[]).size, parser.get_default("size"))
child = ArgumentParser(parents=[parser], add_help=False)
child.add_argument("--more", default="x")
show(child.parse_args([]).size, child.parse_args([]).more)
made = argparse.Namespace(a=1, b=[2])
made.c = 3
show(made.a, made.b, made.c)


def options():
    parser = ArgumentParser()
    parser.add_argument("--n", type=int, default=5)
    return parser.parse_args()


def build(args):
    return [args.n] * 2


show(build(options()))

counting = argparse.ArgumentParser()
counting.add_argument("-v", "--verbose", action="count", default=0)
counting.add_argument("--quick", action="store_const", const=5)
counting.add_argument("--layer", action="append", type=int)
counting.add_argument("-b", type=int, default=1)
counting.add_argument("-x", action="store_true")
show(counting.parse_args([]).verbose, counting.parse_args([]).quick, counting.parse_args([]).layer)
several = counting.parse_args("-vv -b8 --quick --layer 3 --layer 4 -xv".split())
show(several.verbose, several.quick, several.layer, several.b, several.x)

commands = argparse.ArgumentParser()
commands.add_argument("--seed", type=int, default=3)
actions = commands.add_subparsers(dest="command")
train = actions.add_parser("train", help="train it")
train.add_argument("--width", type=int, default=64)
train.add_argument("--rate", type=float, default=0.1)
test = actions.add_parser("test")
test.add_argument("--rate", type=float, default=0.5)
given = commands.parse_args(["train", "--width", "8"])
unknown(given.command, given.width)


def run(args):
    return args.seed


show(run(commands.parse_args([])))
