"""Right: works on nested lists and returns them; recursion over the levels."""

import math
from collections.abc import Callable, Iterator


def _entries(tree: list | float) -> Iterator[float]:
    if isinstance(tree, list):
        for branch in tree:
            yield from _entries(branch)
    else:
        yield tree


def _mapped(tree: list | float, change: Callable[[float], float]) -> list | float:
    if isinstance(tree, list):
        return [_mapped(branch, change) for branch in tree]
    return change(tree)


def _trees(grads: dict, limit: float) -> dict:
    if not limit > 0:
        raise ValueError("limit")
    trees = {name: g.tolist() for name, g in grads.items()}
    for tree in trees.values():
        if not all(map(math.isfinite, _entries(tree))):
            raise ValueError("entries")
    return trees


def clip_by_global_norm(grads: dict, max_norm: float) -> tuple[dict, float]:
    trees = _trees(grads, max_norm)
    norm = math.hypot(*(math.hypot(*_entries(tree)) for tree in trees.values()))
    factor = 1.0
    if norm >= max_norm:
        factor = max_norm / norm
    return {name: _mapped(t, lambda v: v * factor) for name, t in trees.items()}, norm


def clip_by_value(grads: dict, limit: float) -> dict:
    trees = _trees(grads, limit)

    def cut(value: float) -> float:
        return math.copysign(min(abs(value), limit), value)

    return {name: _mapped(tree, cut) for name, tree in trees.items()}
