"""How many numbers a fully connected network learns, read off its list of sizes.

Each layer joins two neighbours of the list, and everything follows from that: with
column-major samples its weights have a row per neuron and a column per number read,
its biases a row per neuron.  So a layer costs ``n_out * (n_in + 1)`` parameters,
and the widest pair of neighbours decides how large a network is, not its depth.

References
----------
.. [1] C. M. Bishop, "Pattern Recognition and Machine Learning", Springer, 2006,
   section 5.1 (feed-forward network functions).
"""

Shape = tuple[int, int]


def _neighbours(layer_sizes: list[int]) -> list[tuple[int, int]]:
    """Pair what each layer reads with its own size: (n_in, n_out)."""
    if min(layer_sizes, default=0) < 1:
        raise ValueError(f"every layer needs at least one neuron: {layer_sizes}")
    return list(zip(layer_sizes, layer_sizes[1:], strict=False))


def shapes(layer_sizes: list[int]) -> list[tuple[Shape, Shape]]:
    """Say which shapes the weights and biases of each layer have.

    Parameters
    ----------
    layer_sizes : list of int
        Number of features, then the number of neurons of every layer.

    Returns
    -------
    list of (shape of W, shape of b)
        ``((n_out, n_in), (n_out, 1))`` for each layer after the input, first
        layer first; empty where there is only the input.

    Raises
    ------
    ValueError
        If the list is empty or any size is below 1.
    """
    return [((n_out, n_in), (n_out, 1)) for n_in, n_out in _neighbours(layer_sizes)]


def count_parameters(layer_sizes: list[int]) -> int:
    """Count all the numbers that the network learns.

    Parameters
    ----------
    layer_sizes : list of int
        Number of features, then the number of neurons of every layer.

    Returns
    -------
    int
        All weights and all biases; 0 where there is only the input.

    Raises
    ------
    ValueError
        If the list is empty or any size is below 1.
    """
    return sum(n_out * n_in + n_out for n_in, n_out in _neighbours(layer_sizes))
