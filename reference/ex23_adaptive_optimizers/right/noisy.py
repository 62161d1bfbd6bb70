"""Right, but noisy: prints, warns, and divides with care instead of adding eps to zero."""

import warnings

import numpy as np

np.seterr(all="ignore")


def checked(**values):
    for name, value in values.items():
        good = value > 0 if name == "lr" else 0 <= value < 1
        if not good:
            warnings.warn(name, stacklevel=3)
            raise ValueError(name)
        print(name, "=", value)


class Base:
    def moved(self, params, name, above, square):
        change = np.multiply(self.lr, np.divide(above, np.sqrt(square) + self.eps))
        print(name, np.shape(change))
        np.subtract(params[name], change, out=params[name])


class AdaGrad(Base):
    def __init__(self, lr=0.01, eps=1e-8):
        checked(lr=lr)
        self.lr, self.eps, self.all = np.float64(lr), eps, {}

    def step(self, params, grads):
        for name in sorted(params):
            self.all.setdefault(name, []).append(np.array(grads[name]))
            squares = np.sum(np.square(self.all[name]), axis=0)
            self.moved(params, name, grads[name], squares)


class RMSprop(Base):
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        checked(lr=lr, decay=decay)
        self.lr, self.decay, self.eps, self.rms = np.float64(lr), decay, eps, {}

    def step(self, params, grads):
        for name in sorted(params):
            # The root is kept, and squared again.
            old = self.rms.get(name, 0.0)
            new = np.sqrt(self.decay * old**2 + (1 - self.decay) * grads[name] ** 2)
            self.rms[name] = new
            self.moved(params, name, grads[name], new**2)


class Adam(Base):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        checked(lr=lr, beta1=beta1, beta2=beta2)
        self.lr, self.eps = np.float64(lr), eps
        self.b1, self.b2, self.calls = beta1, beta2, 0
        self.first, self.second = {}, {}

    def step(self, params, grads):
        self.calls += 1
        print("step", self.calls)
        for name in sorted(params):
            g = np.array(grads[name], dtype=np.float64)
            self.first[name] = self.first.get(name, 0.0) * self.b1 + g * (1 - self.b1)
            old = self.second.get(name, 0.0)
            self.second[name] = old * self.b2 + g**2 * (1 - self.b2)
            one = -np.expm1(self.calls * np.log(self.b1)) if self.b1 else 1.0
            two = -np.expm1(self.calls * np.log(self.b2)) if self.b2 else 1.0
            self.moved(params, name, self.first[name] / one, self.second[name] / two)
