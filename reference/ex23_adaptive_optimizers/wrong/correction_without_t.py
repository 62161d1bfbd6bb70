"""Wrong: the correction does not fade."""

import numpy as np


class AdaGrad:
    def __init__(self, lr=0.01, eps=1e-8):
        if not lr > 0:
            raise ValueError("lr")
        self.lr, self.eps = lr, eps
        self.s = {}

    def step(self, params, grads):
        for k, p in params.items():
            g = grads[k]
            self.s[k] = self.s.get(k, 0.0) + g**2
            p -= self.lr * g / (np.sqrt(self.s[k]) + self.eps)


class RMSprop:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        if not lr > 0:
            raise ValueError("lr")
        if not (decay >= 0 and decay < 1):
            raise ValueError("decay")
        self.lr, self.decay, self.eps = lr, decay, eps
        self.s = {}

    def step(self, params, grads):
        for k, p in params.items():
            g = grads[k]
            s = self.s.get(k, 0.0)
            self.s[k] = self.decay * s + (1 - self.decay) * g**2
            p -= self.lr * g / (np.sqrt(self.s[k]) + self.eps)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        if not lr > 0:
            raise ValueError("lr")
        for beta in (beta1, beta2):
            if not (beta >= 0 and beta < 1):
                raise ValueError("beta")
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t = 0
        self.m, self.v = {}, {}

    def step(self, params, grads):
        self.t += 1
        for k, p in params.items():
            g = grads[k]
            m, v = self.m.get(k, 0.0), self.v.get(k, 0.0)
            self.m[k] = self.beta1 * m + (1 - self.beta1) * g
            self.v[k] = self.beta2 * v + (1 - self.beta2) * g**2
            m_hat = self.m[k] / (1 - self.beta1)
            v_hat = self.v[k] / (1 - self.beta2)
            p -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
