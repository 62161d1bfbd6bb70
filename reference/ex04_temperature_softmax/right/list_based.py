"""Right: plain Python sequences; refuses a nan score instead of passing it on."""

from math import exp, fsum, isfinite, isnan

from numpy.typing import ArrayLike


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> tuple | list:
    """Return a tuple, or a list of rows for a batch."""
    if not isfinite(temperature) or not temperature > 0:
        raise ValueError("temperature must be a positive number")
    scores = logits.tolist() if hasattr(logits, "tolist") else list(logits)
    if not scores or scores == [[]]:
        raise ValueError("no scores")
    if not isinstance(scores[0], list | tuple):
        return _shares(scores, temperature)
    if axis in (-1, 1):
        return [_shares(row, temperature) for row in scores]
    columns = [_shares(column, temperature) for column in zip(*scores, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def _shares(scores: list[float], temperature: float) -> tuple[float, ...]:
    if any(isnan(score) for score in scores):
        raise ValueError("a score is not a number")
    best = max(scores)
    parts = [exp((score - best) / temperature) for score in scores]
    total = fsum(parts)
    return tuple(part / total for part in parts)
