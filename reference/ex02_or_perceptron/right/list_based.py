"""Right: weights and answers are Python lists."""

import math
import random


class Perceptron:
    def __init__(
        self, n_inputs: int, learning_rate: float = 0.1, seed: int | None = None
    ) -> None:
        source = random.Random(seed)
        self.weights = [source.gauss(0.0, 0.01) for _ in range(n_inputs)]
        self.bias = 0.0
        self.learning_rate = learning_rate

    def _fires(self, sample: list[float]) -> int:
        terms = [float(w) * float(v) for w, v in zip(self.weights, sample, strict=True)]
        return int(math.fsum([*terms, self.bias]) > 0)

    def predict(self, x: list) -> int | list[int]:
        if hasattr(x, "tolist"):
            x = x.tolist()
        if isinstance(x[0], (list, tuple)):
            return [self._fires(sample) for sample in x]
        return self._fires(x)

    def train(self, X: list, y: list, epochs: int = 100) -> int | None:
        pairs = [([float(v) for v in s], float(t)) for s, t in zip(X, y, strict=True)]
        if any(target not in (0.0, 1.0) for _, target in pairs):
            raise ValueError("labels must be 0 or 1")
        for epoch in range(1, epochs + 1):
            mistakes = 0
            for sample, target in pairs:
                step = self.learning_rate * (target - self._fires(sample))
                if step:
                    moved = zip(self.weights, sample, strict=True)
                    self.weights = [float(w) + step * v for w, v in moved]
                    self.bias += step
                    mistakes += 1
            if not mistakes:
                return epoch
        return None
