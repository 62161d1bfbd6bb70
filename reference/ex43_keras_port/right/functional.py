"""Right: the functional interface, objects instead of names, a table of heads."""

import keras
from keras import layers, losses, metrics, optimizers

HEADS = {
    "binary": lambda k: layers.Dense(1, activation=keras.activations.sigmoid),
    "multiclass": lambda k: layers.Dense(k, activation=keras.activations.softmax),
    "regression": lambda k: layers.Dense(units=1, activation=None),
}


def build_model(n_in=4, hidden=(64, 32)):
    inputs = keras.Input(shape=(n_in,), name="features")
    x = inputs
    for units in hidden:
        x = layers.Dense(units)(x)
        x = layers.ReLU()(x)
    model = keras.Model(inputs, output_layer("binary", 1)(x))
    model.compile(
        optimizer=optimizers.SGD(learning_rate=0.1),
        loss=losses.BinaryCrossentropy(),
        metrics=[metrics.BinaryAccuracy(), metrics.AUC()],
    )
    return model


def output_layer(task, k):
    try:
        return HEADS[task](k)
    except KeyError:
        raise ValueError(f"no head for {task}") from None
