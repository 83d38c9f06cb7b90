import contextlib
from contextlib import closing, contextmanager, nullcontext, suppress

from shown import show

log = []


@contextmanager
def scope(value):
    log.append("in")
    try:
        yield value * 2
    finally:
        log.append("out")


with scope(4) as given:
    log.append(given)
show(given, log)


class Net:
    @contextmanager
    def named(self, name):
        self.name = name
        yield self
        self.name = None


net = Net()
with net.named("a") as same:
    show(same.name, same is net)
show(net.name)
with nullcontext(3) as three, nullcontext() as nothing:
    show(three, nothing)
with suppress(KeyError, ValueError):
    log.clear()
    raise ValueError("x")
show(log)
with contextlib.suppress(KeyError):
    log.append(1)
show(log)
