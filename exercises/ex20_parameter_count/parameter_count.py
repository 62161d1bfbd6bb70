"""Exercise 20: which arrays a dense network is made of, and how many numbers."""

Shape = tuple[int, int]


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
    raise NotImplementedError("write shapes")


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
    raise NotImplementedError("write count_parameters")
