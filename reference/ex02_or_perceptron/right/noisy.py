"""Right, but noisy: prints, warns, reseeds and changes NumPy's error state."""

import warnings

import numpy as np

np.seterr(all="warn")


class Perceptron:
    def __init__(
        self, n_inputs: int, learning_rate: float = 0.1, seed: int | None = None
    ) -> None:
        print("a new perceptron with", n_inputs, "inputs")
        self.weights = 0.01 * np.random.default_rng(seed).normal(size=n_inputs)
        self.bias = 0.0
        self.learning_rate = learning_rate
        np.random.seed(0)

    def predict(self, x: np.ndarray) -> int | np.ndarray:
        np.seterr(divide="ignore", under="ignore")
        z = np.asarray(x, dtype=np.float64).dot(self.weights) + self.bias
        if isinstance(z, np.ndarray) and z.ndim == 1:
            return np.array([1 if value > 0 else 0 for value in z])
        return 1 if z > 0 else 0

    def train(self, X: np.ndarray, y: np.ndarray, epochs: int = 100) -> int | None:
        if len(X) != len(y):
            raise ValueError(f"lengths {len(X)} and {len(y)}")
        targets = [float(label) for label in y]
        for label in targets:
            if label not in (0.0, 1.0):
                raise ValueError(f"label {label}")
        warnings.warn("training starts", stacklevel=2)
        for epoch in range(1, epochs + 1):
            errors = 0
            for x, target in zip(np.asarray(X, dtype=float), targets, strict=True):
                prediction = self.predict(x)
                if prediction == 0 and target == 1:
                    self.weights = self.weights + self.learning_rate * x
                    self.bias = self.bias + self.learning_rate
                    errors += 1
                elif prediction == 1 and target == 0:
                    self.weights = self.weights - self.learning_rate * x
                    self.bias = self.bias - self.learning_rate
                    errors += 1
            if errors == 0:
                print("no mistake in pass", epoch)
                return epoch
        print("gave up after", epochs, "passes")
        return None
