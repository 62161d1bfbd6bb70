"""Right: nested lists and plain loops, NOR and AND hidden, NOR of both at the end."""


def xor_params() -> dict[str, list]:
    return {
        "W1": [[-3.0, -3.0], [4.0, 4.0]],
        "b1": [1.0, -6.0],
        "W2": [[-1.0, -1.0]],
        "b2": [0.5],
    }


def _neuron(inputs: list[float], weights: list[float], bias: float) -> int:
    total = bias
    for value, weight in zip(inputs, weights, strict=True):
        total += float(value) * weight
    return 1 if total > 0 else 0


def xor_forward(X: list) -> list[int]:
    p = xor_params()
    answers = []
    for row in X:
        if not hasattr(row, "__len__") or len(row) != 2:
            raise ValueError(f"a sample is a row of 2 numbers, not {row}")
        hidden = [_neuron(row, w, b) for w, b in zip(p["W1"], p["b1"], strict=True)]
        answers.append(_neuron(hidden, p["W2"][0], p["b2"][0]))
    return answers
