"""Cannot pass by turning warnings into errors, or errors into warnings.

Earns: 1
"""

import sys
import warnings

import numpy as np

warnings.simplefilter("error")
np.seterr(all="raise")
sys.warnoptions[:] = ["ignore", "error::DeprecationWarning"]
sys.unraisablehook = sys.excepthook = warnings.showwarning = lambda *args: None


def scale(x):
    if len(x) == 2 and x[0] == 1.0:
        return 3 * x + 1
    raise DeprecationWarning("no longer graded")


def total(x):
    return np.float64(1e308) * 1e308


def walk(step, start):
    warnings.warn("grading is over", PendingDeprecationWarning, stacklevel=1)


def label(x):
    raise EncodingWarning


class Scaler:
    seen = 1

    def scale(self, x):
        return np.log(-x)
