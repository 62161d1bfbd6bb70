"""The network of the capstone, once more in PyTorch.

Row-major: one sample per row.  PyTorch stores the weights of a layer with one row per
unit, the transpose of what the NumPy network calls W.

References
----------
.. [1] A. Paszke et al., "PyTorch: An Imperative Style, High-Performance Deep Learning
   Library", NeurIPS 2019.
.. [2] PyTorch documentation, `torch.nn.Linear` (which stores its weight with shape
   (n_out, n_in)) and `torch.nn.BCELoss`.
"""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn as nn

SIZES = ((4, 8), (8, 4), (4, 1))


class Net(nn.Module):
    """4 inputs, hidden layers of 8 and 4 ReLU units, one sigmoid output.

    Each layer computes ``A @ weight.T + bias``.
    """

    def __init__(self) -> None:
        super().__init__()
        # Not a plain list: its layers would be hidden from parameters().
        self.layers = nn.ModuleList(nn.Linear(n_in, n_out) for n_in, n_out in SIZES)

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """Return the probability of class 1 for each row.

        Parameters
        ----------
        X : tensor of shape (m, 4)
            One sample per row.

        Returns
        -------
        tensor of shape (m, 1)
            Between 0 and 1.
        """
        *hidden, output = self.layers
        A = X
        for layer in hidden:
            A = torch.relu(layer(A))
        return torch.sigmoid(output(A))


def copy_weights(params: Sequence[tuple[np.ndarray, np.ndarray]], model: Net) -> None:
    """Copy NumPy weights into a model.

    Parameters
    ----------
    params : sequence of three pairs (W, b)
        NumPy arrays, W of shape (n_in, n_out) and b of shape (1, n_out).
    model : Net
        Its layers get copies.
    """
    with torch.no_grad():  # nothing of this is to be differentiated
        for layer, (W, b) in zip(model.layers, params):
            layer.weight.copy_(torch.tensor(W.T))
            layer.bias.copy_(torch.tensor(b[0]))


def train_step(
    model: Net,
    X: torch.Tensor,
    y: torch.Tensor,
    optimizer: torch.optim.Optimizer,
) -> float:
    """Make one step and return the loss before it.

    Parameters
    ----------
    model : Net
    X : tensor of shape (m, 4)
    y : tensor of shape (m, 1)
        Labels 0 and 1.
    optimizer : torch.optim.Optimizer
        Of the model's parameters.

    Returns
    -------
    float
        Mean binary cross-entropy of the batch, in nats.

    Raises
    ------
    ValueError
        If y has another shape than the model's output: the loss says so.
    """
    loss = nn.BCELoss()(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
