"""Right: all parameters as one vector, with a mask that says which are charged."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class _Vector:
    """All entries in a row, and 1 for each that is charged."""

    entries: np.ndarray
    charged: np.ndarray

    @classmethod
    def of(cls, params: dict, lam: float, m: int) -> "_Vector":
        if lam < 0:
            raise ValueError("a negative price")
        if m <= 0:
            raise ValueError("no rows")
        masks = [np.full(p.size, float(n.startswith("W"))) for n, p in params.items()]
        entries = np.concatenate([p.ravel() for p in params.values()])
        return cls(entries, np.concatenate(masks))

    def as_dict(self, params: dict) -> dict:
        ends = np.cumsum([p.size for p in params.values()])[:-1]
        parts = np.split(self.entries, ends)
        return {
            name: part.reshape(p.shape)
            for (name, p), part in zip(params.items(), parts, strict=True)
        }


def l2_penalty(params: dict, lam: float, m: int) -> float:
    v = _Vector.of(params, lam, m)
    w = v.entries * v.charged
    return 0.5 * lam * np.dot(w, w) / m


def l2_grads(params: dict, lam: float, m: int) -> dict:
    v = _Vector.of(params, lam, m)
    return _Vector(v.entries * v.charged * lam / m, v.charged).as_dict(params)


def l1_penalty(params: dict, lam: float, m: int) -> float:
    v = _Vector.of(params, lam, m)
    return np.linalg.norm(v.entries * v.charged, 1) * lam / m


def l1_grads(params: dict, lam: float, m: int) -> dict:
    v = _Vector.of(params, lam, m)
    signs = np.sign(v.entries) * v.charged
    return _Vector(signs * (lam / m), v.charged).as_dict(params)
