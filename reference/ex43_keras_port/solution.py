"""The network of the capstone, once more in Keras.

Row-major: one sample per row.  A head and a loss belong together: a sigmoid with binary
cross-entropy, a softmax with the categorical one, no activation with squared errors.

References
----------
.. [1] Keras documentation, "The Sequential model" (when a model is built) and
   "Losses" (which loss takes which labels).
.. [2] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 6.2.2 (output units and the losses that belong to them).
"""

from collections.abc import Sequence

import keras
from keras.layers import Dense


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
    layers = [Dense(units, activation="relu") for units in hidden]
    # With its Input a model has weights at once, not only after the first batch.
    model = keras.Sequential([keras.Input((n_in,)), *layers, output_layer("binary", 1)])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def output_layer(task: str, k: int) -> Dense:
    """Make the head for a task.

    Parameters
    ----------
    task : {"binary", "multiclass", "regression"}
    k : int
        Number of classes, for "multiclass".

    Returns
    -------
    keras.layers.Dense
        One probability, k probabilities that share a whole, or one number.

    Raises
    ------
    ValueError
        For another task.
    """
    if task == "binary":
        return Dense(1, activation="sigmoid")
    if task == "multiclass":
        return Dense(k, activation="softmax")
    if task == "regression":
        return Dense(1)
    raise ValueError(f"unknown task {task!r}")
