"""The network of the capstone, once more in PyTorch."""

import torch
import torch.nn as nn


class Net(nn.Module):
    """4 inputs, hidden layers of 8 and 4 ReLU units, one sigmoid output."""

    def __init__(self) -> None:
        super().__init__()
        raise NotImplementedError("write Net.__init__")

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
        raise NotImplementedError("write Net.forward")


def copy_weights(params: list, model: Net) -> None:
    """Copy NumPy weights into a model.

    Parameters
    ----------
    params : list of three pairs (W, b)
        NumPy arrays, W of shape (n_in, n_out) and b of shape (1, n_out).
    model : Net
        Its layers get copies.
    """
    raise NotImplementedError("write copy_weights")


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
        If y has another shape than the model's output.
    """
    raise NotImplementedError("write train_step")
