"""Starting weights: zeros, small numbers, Xavier and He."""

import numpy as np


def init_params(
    layer_sizes: list[int], method: str, seed: int | None = None
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Draw the weights that a network starts its training with.

    Parameters
    ----------
    layer_sizes : list of int
        Number of inputs, then the number of units of each layer; at least two
        entries.
    method : {'zeros', 'small', 'xavier', 'he'}
        How large the weights are.
    seed : int, optional
        Decides the random numbers; without it every call draws others.

    Returns
    -------
    list of (W, b)
        For each layer, first layer first, W of shape (n_out, n_in), normally
        distributed around 0, and b of shape (n_out, 1), zeros.

    Raises
    ------
    ValueError
        If `method` is not one of the four, or `layer_sizes` has fewer than two
        entries.
    """
    raise NotImplementedError("write init_params")
