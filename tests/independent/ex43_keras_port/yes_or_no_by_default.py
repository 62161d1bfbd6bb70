"""Holds: unknown_task_accepted

What it does not know is a number.
"""

import keras
from keras.layers import Activation, Dense, Input


def output_layer(task, k):
    units = {"binary": 1, "multiclass": k, "regression": 1}
    squeeze = {"binary": "sigmoid", "multiclass": "softmax", "regression": "linear"}
    return Dense(units.get(task, 1), activation=squeeze.get(task, "linear"))


def build_model(n_in=4, hidden=(64, 32)):
    stack = [Input(shape=(n_in,))]
    for width in hidden:
        stack += [Dense(width), Activation("relu")]
    stack += [output_layer("binary", 1)]
    net = keras.models.Sequential(stack)
    net.compile(
        loss=keras.losses.BinaryCrossentropy(),
        optimizer=keras.optimizers.Adam(0.01),
        metrics=["accuracy"],
    )
    return net
