"""Right: one loop for all three, and powers kept as running products."""

from abc import ABC, abstractmethod

import numpy as np


class _Optimizer(ABC):
    def __init__(self, lr, eps, **shares):
        if lr != lr or lr <= 0:
            raise ValueError(f"lr = {lr}")
        for name, share in shares.items():
            if not 0.0 <= share < 1.0:
                raise ValueError(f"{name} = {share}")
        self.lr, self.eps = lr, eps
        self.memory = {}

    def step(self, params, grads):
        """Ask the rule for a direction and a root, entry by entry, and move."""
        self.begin()
        for name, array in params.items():
            slope = np.asarray(grads[name], dtype=float)
            state = self.memory.setdefault(name, {})
            above, square = self.rule(state, slope)
            array[...] -= self.lr * above / (np.sqrt(square) + self.eps)

    def begin(self):  # noqa: B027  (only Adam has something to do here)
        pass

    @abstractmethod
    def rule(self, state, slope): ...


class AdaGrad(_Optimizer):
    def __init__(self, lr=0.01, eps=1e-8):
        super().__init__(lr, eps)

    def rule(self, state, slope):
        state["s"] = state.get("s", 0) + np.square(slope)
        return slope, state["s"]


class RMSprop(_Optimizer):
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        super().__init__(lr, eps, decay=decay)
        self.decay = decay

    def rule(self, state, slope):
        old = state.get("s", 0)
        state["s"] = old + (1 - self.decay) * (np.square(slope) - old)
        return slope, state["s"]


class Adam(_Optimizer):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        super().__init__(lr, eps, beta1=beta1, beta2=beta2)
        self.betas = beta1, beta2
        self.left = [1.0, 1.0]

    def begin(self):
        self.left = [old * beta for old, beta in zip(self.left, self.betas)]

    def rule(self, state, slope):
        values = []
        for i, target in enumerate((slope, slope * slope)):
            old = state.get(i, 0)
            state[i] = self.betas[i] * old + (1 - self.betas[i]) * target
            values.append(state[i] / (1 - self.left[i]))
        return values
