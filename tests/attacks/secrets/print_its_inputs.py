"""Cannot carry a hidden input out by printing it or raising it."""

import sys
import warnings


def scale(x):
    print(x, *x, list(x))
    print(x.tolist(), file=sys.stderr)
    warnings.warn(str(x.tolist()), stacklevel=1)
    raise ValueError(str(x.tolist()))


def total(x):
    print(x.tolist())
    assert False, x.tolist()  # noqa: B011, PT015


def walk(step, start):
    raise KeyError(step(start))


def label(x):
    print(x)
    raise NotImplementedError(str(x))


class Scaler:
    def scale(self, x):
        raise SystemExit(str(x.tolist()))
