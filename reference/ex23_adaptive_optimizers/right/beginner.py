"""Right: as a beginner writes it, the same lines three times."""

import numpy as np


class AdaGrad:
    def __init__(self, lr=0.01, eps=1e-8):
        if np.isnan(lr) or lr <= 0:
            raise ValueError("lr must be greater than 0")
        self.lr = lr
        self.eps = eps
        self.cache = {}

    def step(self, params, grads):
        for key in params:
            if key not in self.cache:
                self.cache[key] = np.zeros(params[key].shape)
            self.cache[key] = self.cache[key] + grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.cache[key]) + self.eps)


class RMSprop:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        if np.isnan(lr) or lr <= 0:
            raise ValueError("lr must be greater than 0")
        if np.isnan(decay) or decay < 0 or decay >= 1:
            raise ValueError("decay must be from 0 to below 1")
        self.lr = lr
        self.decay = decay
        self.eps = eps
        self.cache = {}

    def step(self, params, grads):
        for key in params:
            if key not in self.cache:
                self.cache[key] = np.zeros(params[key].shape)
            old = self.cache[key]
            self.cache[key] = self.decay * old + (1 - self.decay) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.cache[key]) + self.eps)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        if np.isnan(lr) or lr <= 0:
            raise ValueError("lr must be greater than 0")
        if np.isnan(beta1) or beta1 < 0 or beta1 >= 1:
            raise ValueError("beta1 must be from 0 to below 1")
        if np.isnan(beta2) or beta2 < 0 or beta2 >= 1:
            raise ValueError("beta2 must be from 0 to below 1")
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.m = {}
        self.v = {}

    def step(self, params, grads):
        self.t = self.t + 1
        for key in params:
            if key not in self.m:
                self.m[key] = np.zeros(params[key].shape)
                self.v[key] = np.zeros(params[key].shape)
            grad = grads[key]
            self.m[key] = self.beta1 * self.m[key] + (1 - self.beta1) * grad
            self.v[key] = self.beta2 * self.v[key] + (1 - self.beta2) * grad * grad
            m_hat = self.m[key] / (1 - self.beta1**self.t)
            v_hat = self.v[key] / (1 - self.beta2**self.t)
            params[key] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
