"""Right: all entries are joined to one vector, clipped, and cut apart again."""

import numpy as np


class _Arrow:
    """The entries of all gradients in one vector, and how to cut it apart."""

    def __init__(self, grads: dict[str, np.ndarray]) -> None:
        self.shapes = {name: g.shape for name, g in grads.items()}
        self.entries = np.concatenate([g.ravel() for g in grads.values()])
        if not np.isfinite(self.entries).all():
            raise ValueError("the gradients hold more than numbers")

    def apart(self, entries: np.ndarray) -> dict[str, np.ndarray]:
        sizes = [int(np.prod(shape)) for shape in self.shapes.values()]
        parts = np.split(entries, np.cumsum(sizes)[:-1])
        pairs = zip(self.shapes.items(), parts, strict=True)
        return {name: part.reshape(shape) for (name, shape), part in pairs}


def _positive(limit: float) -> float:
    if limit > 0:
        return limit
    raise ValueError("only limits above zero make sense")


def clip_by_global_norm(
    grads: dict[str, np.ndarray], max_norm: float
) -> tuple[dict[str, np.ndarray], float]:
    arrow, longest = _Arrow(grads), _positive(max_norm)
    norm = float(np.sqrt(arrow.entries @ arrow.entries))
    shorter = norm > longest
    return arrow.apart(arrow.entries * (longest / norm if shorter else 1)), norm


def clip_by_value(grads: dict[str, np.ndarray], limit: float) -> dict[str, np.ndarray]:
    arrow, end = _Arrow(grads), _positive(limit)
    return arrow.apart(np.maximum(-end, np.minimum(end, arrow.entries)))
