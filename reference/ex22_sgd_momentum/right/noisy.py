"""Right, but noisy: prints, warns, and remembers where it came from."""

import warnings

import numpy as np

np.seterr(all="ignore")


class SGD:
    def __init__(self, lr=0.01, momentum=0.0):
        print("lr", lr, "momentum", momentum)
        if not (0 < lr < np.inf and 0 <= momentum < 1):
            warnings.warn("out of range", stacklevel=2)
            raise ValueError("out of range")
        self.lr = np.float64(lr)
        self.momentum = np.float64(momentum)
        self.moved = {}
        self.count = 0

    def step(self, params, grads):
        self.count += 1
        print("step", self.count, sorted(params))
        for name, array in sorted(params.items()):
            slope = grads[name]
            if slope.shape != array.shape:
                raise ValueError(f"{name}: {slope.shape} is not {array.shape}")
            if not np.can_cast(np.float32, array.dtype):
                raise ValueError(f"{name} cannot hold decimals")
            before = array.copy()
            array[...] = (
                array + self.momentum * self.moved.get(name, 0) - self.lr * slope
            )
            # What it moved by, measured: a rounding away from the velocity.
            self.moved[name] = array - before
