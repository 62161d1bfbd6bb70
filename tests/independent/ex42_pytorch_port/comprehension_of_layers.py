"""Holds: layers_in_a_list

Makes the layers in a loop.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        sizes = [4, 8, 4, 1]
        self.body = [nn.Linear(i, o) for i, o in zip(sizes, sizes[1:])]

    def forward(self, X):
        for layer in self.body[:-1]:
            X = F.relu(layer(X))
        return self.body[-1](X).sigmoid()


def copy_weights(params, model):
    with torch.no_grad():
        for i, (W, b) in enumerate(params):
            place = model.body[i]
            place.weight[:] = torch.tensor(W).float().t()
            place.bias[:] = torch.tensor(b).float().flatten()


def train_step(model, X, y, optimizer):
    optimizer.zero_grad()
    guess = model(X)
    loss = F.binary_cross_entropy(guess, y)
    loss.backward()
    optimizer.step()
    return loss.item()
