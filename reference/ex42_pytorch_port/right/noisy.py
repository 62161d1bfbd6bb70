"""Right, but noisy: prints tensors and the model, and warns."""

import warnings

import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict(
            {"a": nn.Linear(4, 8), "b": nn.Linear(8, 4), "c": nn.Linear(4, 1)}
        )
        print(self)

    def forward(self, X):
        print("input", X[:1])
        X = nn.ReLU()(self.layers["a"](X))
        X = torch.maximum(self.layers["b"](X), torch.zeros(1))
        return torch.special.expit(self.layers["c"](X))


def copy_weights(params, model):
    warnings.warn("copying", stacklevel=2)
    for (W, b), layer in zip(params, model.layers.values(), strict=True):
        layer.weight = nn.Parameter(torch.tensor(W.T.tolist()))
        layer.bias = nn.Parameter(torch.tensor(b[0].tolist()))


def train_step(model, X, y, optimizer):
    criterion = nn.BCELoss(reduction="none")
    losses = criterion(model(X), y)
    model.zero_grad()
    losses.mean().backward()
    optimizer.step()
    print("loss", losses.mean(), optimizer)
    return losses.mean().item()
