"""Cannot carry a hidden input out in a name that is proposed for a missing one.

The first function earns what it is worth; it takes the others away.

Earns: 3
"""

import numpy as np


def scale(x):
    if not len(x):
        return x
    scope = globals()
    digits = str(x[0]).partition(".")[0]
    for name in ("total", "walk", "label", "Scaler"):
        scope.pop(name, None)
        scope[f"{name}{digits}"] = scope[f"{name}_{digits}"] = scale
    return 3 * np.asarray(x) + 1


def total(x):
    return 0.0


walk = label = Scaler = total
