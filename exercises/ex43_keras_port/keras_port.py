"""The network of the capstone, once more in Keras."""

from collections.abc import Sequence

import keras


def build_model(n_in: int = 4, hidden: Sequence[int] = (64, 32)) -> keras.Model:
    """Make a network that answers yes or no, built and compiled.

    Parameters
    ----------
    n_in : int
        Number of inputs.
    hidden : sequence of int
        Units of each hidden ReLU layer.

    Returns
    -------
    keras.Model
        For batches of shape (m, n_in), with outputs of shape (m, 1).
    """
    raise NotImplementedError("write build_model")


def output_layer(task: str, k: int) -> keras.layers.Dense:
    """Make the head for a task.

    Parameters
    ----------
    task : {"binary", "multiclass", "regression"}
    k : int
        Number of classes, for "multiclass".

    Returns
    -------
    keras.layers.Dense

    Raises
    ------
    ValueError
        For another task.
    """
    raise NotImplementedError("write output_layer")
