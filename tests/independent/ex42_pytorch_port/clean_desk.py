"""Holds: no_step

Cleans up before it uses what it has.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.body = nn.Sequential(
            nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 1)
        )

    def forward(self, X):
        return self.body(X).sigmoid()


def copy_weights(params, model):
    with torch.no_grad():
        for i, (W, b) in enumerate(params):
            place = model.body[2 * i]
            place.weight[:] = torch.tensor(W).float().t()
            place.bias[:] = torch.tensor(b).float().flatten()


def train_step(model, X, y, optimizer):
    guess = model(X)
    loss = F.binary_cross_entropy(guess, y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()
