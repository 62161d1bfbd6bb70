"""Right, with a warning: the first layer is told the shape of a row."""

from keras.layers import Activation, Dense
from keras.models import Sequential


def build_model(n_in=4, hidden=(64, 32)):
    model = Sequential()
    first = True
    for units in hidden:
        if first:
            model.add(Dense(units, input_shape=(n_in,)))
            first = False
        else:
            model.add(Dense(units))
        model.add(Activation("relu"))
    model.add(Dense(1))
    model.add(Activation("sigmoid"))
    model.compile("rmsprop", "bce", metrics=["acc"])
    return model


def output_layer(task, k):
    units = 1
    activation = "linear"
    if task == "binary":
        activation = "sigmoid"
    elif task == "multiclass":
        units = k
        activation = "softmax"
    elif task != "regression":
        raise ValueError("this task is not known")
    return Dense(units, activation=activation)
