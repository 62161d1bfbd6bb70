"""Right: from the back, with two separate loops and many prints."""

import numpy as np


def collapse(layers):
    number_of_layers = len(layers)
    print("layers:", number_of_layers)
    if number_of_layers < 1:
        raise ValueError("I need a layer")
    Ws = []
    bs = []
    for layer in layers:
        W = np.array(layer[0], dtype=float)
        b = np.array(layer[1], dtype=float)
        if b.ndim != 2:
            raise ValueError("b is flat")
        if b.shape[0] != W.shape[0]:
            raise ValueError("b is too short or too long")
        if b.shape[1] != 1:
            raise ValueError("b is too wide")
        Ws.append(W)
        bs.append(b)
    for i in range(number_of_layers - 1):
        if Ws[i + 1].shape[1] != Ws[i].shape[0]:
            raise ValueError("layer " + str(i + 2) + " does not fit")

    # the weights of all later layers act on a bias
    after = np.eye(Ws[-1].shape[0])
    total_bias = np.zeros((Ws[-1].shape[0], 1))
    i = number_of_layers - 1
    while i >= 0:
        total_bias = total_bias + np.matmul(after, bs[i])
        after = np.matmul(after, Ws[i])
        print("layer", i, "joined:", after.shape)
        i = i - 1
    return after, total_bias
