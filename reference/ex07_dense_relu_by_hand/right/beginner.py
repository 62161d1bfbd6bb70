"""Right: sample by sample, in small steps with many names, and talkative."""

import numpy as np

print("dense_relu is loaded")


def relu(number):
    if number < 0:
        return 0
    else:
        return number


def dense_relu(X, W, b):
    x_shape = X.shape
    w_shape = W.shape
    if x_shape[0] != w_shape[1]:
        print("X", x_shape, "W", w_shape)
        raise ValueError("X and W do not fit together")
    if len(b.shape) != 2 or b.shape[0] != w_shape[0] or b.shape[1] != 1:
        raise ValueError("b is not a column")
    Z_columns = []
    A_columns = []
    for sample_number in range(x_shape[1]):
        sample = X[:, sample_number]
        z = []
        a = []
        for neuron_number in range(w_shape[0]):
            weights = W[neuron_number, :]
            weighted_sum = float(np.dot(weights, sample)) + float(b[neuron_number][0])
            z.append(weighted_sum)
            a.append(relu(weighted_sum) * 1.0)
        Z_columns.append(z)
        A_columns.append(a)
    Z = np.array(Z_columns).T
    A = np.array(A_columns).T
    print("Z:", Z)
    return Z, A
