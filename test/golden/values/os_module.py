"""`os` and `os.path`: paths as texts, an empty environment."""
import os
import os.path as osp
from os import path
from os.path import join
from shown import raises, show, unknown

show(os.path.join("a", "b", "c.h5"), join("a/", "b"), join("a", "/b"), join("", "b"), join("a", ""), path.join("x"), osp.sep, os.sep)
show(os.path.basename("/a/b.txt"), os.path.basename("a/"), os.path.dirname("/a/b.txt"), os.path.dirname("b.txt"), os.path.dirname("/b"))
show(os.path.split("a/b/c"), os.path.split("/c"), os.path.split("a//b"), os.path.splitext("model.tar.gz"), os.path.splitext(".bashrc"))
show(os.path.splitext("a.b/c"), os.path.splitext("weights.h5")[0], os.path.splitext("..x"), os.path.splitext("a/.hidden.txt"))
show(os.path.normpath("a/./b/../c"), os.path.normpath("/../a//b/"), os.path.normpath(""), os.path.normpath("../x"), os.path.isabs("/a"))
show(os.environ.get("SHAPELINE_WIDTH", 32), os.getenv("SHAPELINE_DEPTH"), os.getenv("SHAPELINE_X", "1"), int(os.environ.get("SHAPELINE_N", "8")))
os.environ["SHAPELINE_SET"] = "3"
show(os.environ["SHAPELINE_SET"], os.environ.get("SHAPELINE_SET"), "SHAPELINE_NO" in os.environ, os.getenv("SHAPELINE_SET"))
raises(lambda: os.environ["SHAPELINE_MISSING"])
unknown(os.environ.get("HOME"), os.path.exists("x"), os.getcwd(), os.listdir("."), os.path.abspath("x"), os.cpu_count())
