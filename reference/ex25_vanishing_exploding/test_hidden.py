"""Hidden checks. Oracles: measured slopes, how ReLU scales, networks that are dead."""

import math

import numpy as np

from grader.checks import close, equal, law, needs, points, slopes

ACTIVATIONS = {
    "sigmoid": lambda z: np.exp(-np.logaddexp(0.0, -z)),
    "tanh": lambda z: np.sinh(z) / np.cosh(z),
    "relu": lambda z: z.clip(min=0.0),
}
VARIANCE = {
    "small": lambda width: 1e-4,
    "xavier": lambda width: 1 / width,
    "he": lambda width: 2 / width,
    "big": lambda width: 8 / width,
}


def values(n_layers, activation, init, width, seed, moved=-1, shift=0.0):
    """Return every Z and the last A, with the Z of one layer moved."""
    rng = np.random.default_rng(seed)
    A, found = rng.normal(size=(width, 8)), []
    for layer in range(n_layers):
        W = rng.normal(size=(width, width)) * math.sqrt(VARIANCE[init](width))
        found.append(W @ A + (shift if layer == moved else 0.0))
        A = ACTIVATIONS[activation](found[-1])
    return found, A


def measured(*network):
    """Return the sizes of dZ from measured slopes."""
    n_layers, width = network[0], network[3]
    return [
        np.linalg.norm(
            slopes(
                lambda shift, layer=layer: values(*network, layer, shift)[1].sum(),
                np.zeros((width, 8)),
            )
        )
        for layer in range(n_layers)
    ]


def clear_seed(rng, *network):
    """Find a seed with which no Z lies so near to 0 that a slope cannot be measured."""
    while True:
        seed = int(rng.integers(10**6))
        found, _ = values(*network, seed)
        if min(np.abs(Z).min() for Z in found) > 1e-4:
            return seed


@points(1.5)
@needs("three_layers", "every_init")
def test_any_network(submission, rng):
    """Whatever depth, width, activation, init and seed, the sizes are measured ones"""
    for activation, init, n_layers, width in (
        ("tanh", "big", 3, 2),
        ("relu", "he", 2, 6),
        ("sigmoid", "xavier", 4, 3),
    ):
        seed = clear_seed(rng, n_layers, activation, init, width)
        norms = submission.gradient_norms(n_layers, activation, init, width, seed)
        close(norms, measured(n_layers, activation, init, width, seed), rtol=1e-5)


@points(0.5)
@needs("three_layers", "every_init")
@law(
    "ReLU lets a common factor through: what doubles in each layer can be told exactly"
)
def test_doubled_weights(submission, rng):
    """With ReLU, weights twice as large make each layer's share of the growth a 2"""
    seed = int(rng.integers(10**6))
    he, big = (
        submission.gradient_norms(9, "relu", init, 20, seed) for init in ("he", "big")
    )
    close(big, np.array(he) * 2.0 ** np.arange(8, -1, -1), rtol=1e-6)


@points(0.5)
@needs("three_layers", "every_init", "three_kinds")
@law(
    "what is claimed about activations, measured: small weights vanish with all of them"
)
def test_small_weights(submission, rng):
    """With small weights the gradient vanishes in ten layers of any activation"""
    for activation in ACTIVATIONS:
        norms = submission.gradient_norms(
            10, activation, "small", 16, int(rng.integers(10**6))
        )
        equal(submission.classify(norms), "vanishing")


@points(0.5)
@needs("three_layers", "dead")
def test_dead_network(submission):
    """A network of one unit per layer can be dead: all sizes are 0, and it is vanishing"""
    # The first seed whose second unit is never above 0: neither is any later one.
    seed = next(
        s for s in range(100) if (values(6, "relu", "he", 1, s)[0][1] <= 0).all()
    )
    norms = submission.gradient_norms(6, "relu", "he", 1, seed)
    close(norms, np.zeros(6), atol=0.0)
    equal(submission.classify(norms), "vanishing")


@points(0.5)
@needs("three_kinds")
@law("only the ratio counts, whatever the size of the loss")
def test_common_factor(submission, rng):
    """A factor common to all sizes does not change what they are called"""
    for ratio, name in ((2e-4, "vanishing"), (0.03, "stable"), (4e4, "exploding")):
        for last in (1e-7, 1.0, 1e7):
            between = rng.uniform(0.1, 10.0, size=4) * last
            norms = [ratio * last, *between.tolist(), last]
            equal(submission.classify(np.array(norms)), name)


@points(0.5)
@needs("ten_layers")
@law(
    "the defaults, against a formula; other sizes than the default show in every check"
)
def test_defaults(submission):
    """Without a width and a seed there are 32 units, and the seed is 0"""
    norms = submission.gradient_norms(2, "tanh", "xavier")
    _, Z2 = values(2, "tanh", "xavier", 32, 0)[0]
    close(norms[1], np.linalg.norm(1 / np.cosh(Z2) ** 2), rtol=1e-6)
