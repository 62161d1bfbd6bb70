"""Holds: validation_nan_missed

Only the training curve can break, it thinks.
"""

import numpy as np


class Patient:
    def __init__(self, train, val, norms):
        self.train = np.asarray(train, dtype=float)
        self.val = np.asarray(val, dtype=float)
        self.norms = np.zeros(0) if norms is None else np.asarray(norms, dtype=float)
        self.epochs = self.train.shape[0]
        self.width = self.epochs // 10 if self.epochs >= 10 else 1

    def window(self, curve, first):
        return np.average(curve[first : first + self.width])

    def dead(self):
        every = np.r_[self.train, self.norms]
        if np.isnan(every).any() or np.isinf(every).any():
            return True
        last = self.window(self.train, self.epochs - self.width)
        return last > 1.1 * self.window(self.train, 0)

    def shaky(self):
        growth = [b > 1.1 * a for a, b in zip(self.train[:-1], self.train[1:])]
        return sum(growth) > 0 and sum(growth) * 4 >= len(growth)

    def lazy(self):
        last = self.window(self.train, self.epochs - self.width)
        return last > self.window(self.train, 0) / 2

    def stuck(self):
        last = self.window(self.train, self.epochs - self.width)
        return self.lazy() and last > 0.99 * self.window(self.train, self.epochs // 2)

    def crammed(self):
        last = self.epochs - self.width
        best = min(range(last + 1), key=lambda i: self.window(self.val, i))
        worse = self.window(self.val, last) > 1.1 * self.window(self.val, best)
        return worse and self.window(self.train, last) < self.window(self.train, best)

    def deaf(self):
        if not self.norms.size:
            return False
        return self.norms.max() == 0 or self.norms[0] < self.norms[-1] / 1000

    def loud(self):
        return bool(self.norms.size) and self.norms[0] > 1000 * self.norms[-1]


def diagnose(train_loss, val_loss, grad_norms):
    if len(train_loss) != len(val_loss) or len(val_loss) == 0:
        raise ValueError("these curves cannot be compared")
    patient = Patient(train_loss, val_loss, grad_norms)
    if patient.dead():
        return {"diverged"}
    symptoms = {
        "oscillating": patient.shaky(),
        "underfitting": patient.lazy(),
        "plateau": patient.stuck(),
        "overfitting": patient.crammed(),
        "vanishing": patient.deaf(),
        "exploding": patient.loud(),
    }
    found = {name for name, yes in symptoms.items() if yes}
    return found if found else {"healthy"}
