"""Wrong: never sets the gradients back."""

import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 8)
        self.second = nn.Linear(8, 4)
        self.third = nn.Linear(4, 1)

    def forward(self, X):
        X = torch.relu(self.first(X))
        X = torch.relu(self.second(X))
        return torch.sigmoid(self.third(X))


def copy_weights(params, model):
    layers = [model.first, model.second, model.third]
    with torch.no_grad():
        for layer, (W, b) in zip(layers, params):
            layer.weight.copy_(torch.tensor(W.T))
            layer.bias.copy_(torch.tensor(b[0]))


def train_step(model, X, y, optimizer):
    loss = nn.BCELoss()(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()
