"""Right: the velocity with its sign turned, in arrays that are kept and reused."""

from collections import defaultdict

import numpy as np


class SGD:
    """Velocity points uphill here, and is subtracted."""

    def __init__(self, lr: float = 0.01, momentum: float = 0.0) -> None:
        for value, good in ((lr, lr > 0), (momentum, 0 <= momentum < 1)):
            if not good:
                raise ValueError(f"{value} is out of range")
        self.lr = lr
        self.momentum = momentum
        self._memory = defaultdict(lambda: None)

    def step(self, params, grads) -> None:
        """Check everything, then move."""
        pairs = [(name, params[name], grads[name]) for name in params]
        for name, parameter, gradient in pairs:
            if parameter.dtype.kind in "iub" or parameter.shape != gradient.shape:
                raise ValueError(name)
        for name, parameter, gradient in pairs:
            if self._memory[name] is None:
                self._memory[name] = np.zeros(parameter.shape)
            velocity = self._memory[name]
            np.multiply(velocity, self.momentum, out=velocity)
            np.add(velocity, self.lr * gradient, out=velocity)
            np.subtract(parameter, velocity, out=parameter)
