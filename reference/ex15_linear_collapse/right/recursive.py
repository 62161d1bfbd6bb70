"""Right: the last layer on the collapse of those before it; einsum, samples in rows."""

import numpy as np


def collapse(layers):
    match list(layers):
        case []:
            raise ValueError("at least one layer is needed")
        case [(W, b)]:
            if np.shape(b) != (np.shape(W)[0], 1):
                raise ValueError("one bias per neuron, in a column")
            return np.array(W, dtype=float), np.array(b, dtype=float)
        case [*before, last]:
            W, b = collapse(before)
            V, c = collapse([last])
            if V.shape[1] != W.shape[0]:
                raise ValueError(f"{V.shape} after {W.shape}")
            return np.einsum("kj,ij->ik", W.T, V), (b.T @ V.T + c.T).T
