"""Paths as texts: what of a path follows from how it is written."""
import os
from pathlib import Path, PurePath

from shown import show, unknown

image = Path("data") / "train" / "cat.tar.gz"
show(str(image), image.name, image.stem, image.suffix, image.suffixes, image.parts, str(image.parent), image.parent.name)
show(str(image.with_suffix(".png")), str(image.with_suffix("")), str(image.with_name("dog.png")), str(image.with_stem("x")))
show([str(parent) for parent in image.parents], image.as_posix(), f"{image}", os.fspath(image), repr(image))
show(str(Path("a").joinpath("b", Path("c"))), str(Path("a", "b")), str(Path("./a//b/")), str(Path("a", "/b")), str(Path()))
show(Path("a/b") == Path("a") / "b", Path("a") == "a", str("x" / Path("y")), Path("/a").is_absolute(), Path("/a/b").parts)
show(os.path.join(Path("a"), "b"), os.path.basename(image), sorted([Path("b"), Path("a")])[0].name, {Path("a"): 1}[Path("a")])
show(isinstance(image, Path), isinstance(image, PurePath), isinstance("a", Path), Path("a/../b").parts, Path(".hidden").suffix)
unknown(image.exists(), str(Path.home() / "a"), str(Path("a").resolve()))
