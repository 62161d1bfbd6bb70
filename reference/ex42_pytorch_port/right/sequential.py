"""Right: one nn.Sequential, the loss on scores of its own, values written to .data."""

import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scores = nn.Sequential(
            nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 1)
        )
        self.head = nn.Sigmoid()

    def forward(self, X):
        return self.head(self.scores(X))


def copy_weights(params, model):
    linear = [module for module in model.modules() if isinstance(module, nn.Linear)]
    for module, (W, b) in zip(linear, params, strict=True):
        module.weight.data = torch.tensor(W, dtype=torch.float32).T.contiguous()
        module.bias.data = torch.tensor(b, dtype=torch.float32).reshape(-1)


def train_step(model, X, y, optimizer):
    scores = model.scores(X)
    if scores.shape != y.shape:
        raise ValueError(f"labels of shape {tuple(y.shape)}")
    loss = nn.BCEWithLogitsLoss()(scores, y)
    optimizer.zero_grad(set_to_none=False)
    loss.backward()
    optimizer.step()
    return loss.item()
