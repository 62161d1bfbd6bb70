"""Wrong: keeps its layers in an ordinary list."""

import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(4, 8), nn.Linear(8, 4), nn.Linear(4, 1)]

    def forward(self, X):
        X = torch.relu(self.layers[0](X))
        X = torch.relu(self.layers[1](X))
        return torch.sigmoid(self.layers[2](X))


def copy_weights(params, model):
    layers = model.layers
    with torch.no_grad():
        for layer, (W, b) in zip(layers, params):
            layer.weight.copy_(torch.tensor(W.T))
            layer.bias.copy_(torch.tensor(b[0]))


def train_step(model, X, y, optimizer):
    loss = nn.BCELoss()(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
