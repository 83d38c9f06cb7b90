"""A plan: which questions to ask of one class, the everyday ones and the drawn ones."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from .draw import Draw
from .encoding import encode
from .spoil import spoil


@dataclass(frozen=True)
class Plan:
    """How many rows to draw by which function, how often to spoil one, and the everyday rows."""

    count: int
    draw: Callable
    everyday: list = field(default_factory=list)
    spoiled: float = 0.33

    def questions(self, name):
        """Returns the class's questions, everyday ones first, none twice."""
        source = Draw(name)
        seen, drawn = {}, [{"class": name, **encode(each)} for each in self.everyday]
        for each in drawn:
            seen.setdefault(json.dumps(each, sort_keys=True), each)
        for _ in range(self.count * 10):
            if len(seen) >= self.count + len(drawn):
                break
            each = {"class": name, **encode(self.one(source))}
            seen.setdefault(json.dumps(each, sort_keys=True), each)
        return list(seen.values())

    def one(self, source):
        """Draws one question, now and then one of a layer that is called again on another shape."""
        question = self.draw(source)
        if source.chance(0.04) and is_shape(question.get("inputs")):
            return {**question, "calls": [source.other(question["inputs"])]}
        return spoil(source, question) if source.chance(self.spoiled) else question


def is_shape(inputs):
    """Whether the inputs are one plain shape of at least two sizes."""
    return isinstance(inputs, list) and len(inputs) > 1 and not any(isinstance(size, (list, dict)) for size in inputs)
