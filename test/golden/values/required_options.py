"""Options that must be given stay symbols; CPython is told them here, the evaluator is not."""
import sys
from argparse import ArgumentParser
from shown import show, symbol, unknown

sys.argv = ["program", "--width", "64", "7", "vgg"]
parser = ArgumentParser()
parser.add_argument("--width", type=int, required=True)
parser.add_argument("count", type=int)
parser.add_argument("name")
args = parser.parse_args()
symbol(args.width, "args.width")
symbol(args.count * 2, "2·args.count")
unknown(args.name)
show(args.width is None, args.count is not None)
