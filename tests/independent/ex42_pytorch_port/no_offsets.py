"""Holds: layers_without_bias

Leaves the biases out.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.body = nn.Sequential(
            nn.Linear(4, 8, False), nn.ReLU(), nn.Linear(8, 4, False), nn.ReLU(),
            nn.Linear(4, 1, False),
        )

    def forward(self, X):
        return self.body(X).sigmoid()


def copy_weights(params, model):
    with torch.no_grad():
        for i, (W, b) in enumerate(params):
            place = model.body[2 * i]
            place.weight[:] = torch.tensor(W).float().t()


def train_step(model, X, y, optimizer):
    optimizer.zero_grad()
    guess = model(X)
    loss = F.binary_cross_entropy(guess, y)
    loss.backward()
    optimizer.step()
    return loss.item()
