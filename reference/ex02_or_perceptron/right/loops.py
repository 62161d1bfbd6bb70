"""Right: plain Python loops and the legacy generator."""

import numpy as np


class Perceptron:
    def __init__(
        self, n_inputs: int, learning_rate: float = 0.1, seed: int | None = None
    ) -> None:
        generator = np.random.RandomState(seed)
        self.weights = np.zeros(n_inputs)
        for i in range(n_inputs):
            self.weights[i] = 0.01 * generator.uniform(-1.0, 1.0)
        self.bias = 0.0
        self.learning_rate = learning_rate

    def predict_one(self, x: np.ndarray) -> int:
        total = self.bias
        for i in range(len(self.weights)):
            total += self.weights[i] * x[i]
        if total > 0:
            return 1
        return 0

    def predict(self, x: np.ndarray) -> int | np.ndarray:
        x = np.array(x)
        if x.ndim == 1:
            return self.predict_one(x)
        answers = np.zeros(len(x), dtype=int)
        for row in range(len(x)):
            answers[row] = self.predict_one(x[row])
        return answers

    def train(self, X: np.ndarray, y: np.ndarray, epochs: int = 100) -> int | None:
        if len(X) != len(y):
            raise ValueError("every sample needs one label")
        for label in y:
            if label != 0 and label != 1:
                raise ValueError("a label is 0 or 1")
        epoch = 0
        while epoch < epochs:
            epoch += 1
            clean = True
            for row in range(len(X)):
                answer = self.predict_one(X[row])
                if answer == y[row]:
                    continue
                clean = False
                direction = 1 if y[row] == 1 else -1
                for i in range(len(self.weights)):
                    self.weights[i] += self.learning_rate * direction * X[row][i]
                self.bias += self.learning_rate * direction
            if clean:
                return epoch
        return None
