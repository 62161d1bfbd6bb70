"""Hidden checks. Oracles: statistics of many draws, deep networks, training by hand."""

import math

import numpy as np

from grader.checks import close, holds, known_by, law, needs, points, unchanged

STD = {
    "small": lambda n_in, n_out: 0.01,
    "xavier": lambda n_in, n_out: math.sqrt(2 / (n_in + n_out)),
    "he": lambda n_in, n_out: math.sqrt(2 / n_in),
}


def network(submission, layer_sizes, method, seed=None):
    """Return the pairs of a network that has the right shapes."""
    params = submission.init_params(layer_sizes, method, seed)
    unchanged(submission)
    known_by(submission, method, [[*W.shape, *b.shape] for W, b in params])
    holds(len(params) == len(layer_sizes) - 1, "there is not one pair for each layer")
    for (W, b), n_in, n_out in zip(params, layer_sizes, layer_sizes[1:], strict=False):
        holds(W.shape == (n_out, n_in), "weights do not have the shape (n_out, n_in)")
        holds(b.shape == (n_out, 1), "biases do not have the shape (n_out, 1)")
    return params


@points(1)
@needs("shapes")
@law("any depth; which layers are missing also shows where layers are compared")
def test_any_sizes(submission, rng):
    """A network of any depth gets a pair for each layer, from one input to one unit"""
    for depth in (1, 4, 5):
        sizes = [1, *rng.integers(2, 6, size=depth - 1).tolist(), 1]
        network(submission, sizes, "xavier", depth)


@points(2)
@needs("he", "xavier", "small")
def test_every_layer_its_own_spread(submission, rng):
    """In every layer the weights spread as the table says, around 0"""
    sizes = [50, 120, 60]
    found, wanted = [], []
    for method, std in STD.items():
        networks = [
            network(submission, sizes, method, int(seed))
            for seed in rng.integers(10**6, size=3)
        ]
        for layer, (n_in, n_out) in enumerate(((50, 120), (120, 60))):
            W = np.array([params[layer][0] for params in networks])
            found.append([W.std(), W.mean()])
            wanted.append(std(n_in, n_out))
    spread = np.array([std for std, _ in found]) / wanted
    mean = np.array([mean for _, mean in found]) / wanted
    # At least 18000 numbers each: the spread is known to 0.53 %, the mean to 0.75 %.
    known_by(submission, (np.abs(spread - 1) < 0.03).tolist())
    holds(np.all(np.abs(mean) < 0.045), "the mean of the weights of a layer is not 0")
    holds(
        np.all(np.abs(spread - 1) < 0.03),
        "the weights of a layer have another standard deviation",
    )


@points(1)
@needs("he", "xavier")
def test_bell_curve(submission, rng):
    """The weights are normally distributed: many small ones, a few large ones"""
    shares = []
    for method in ("xavier", "he"):
        ((W, _),) = network(submission, [150, 100], method, int(rng.integers(10**6)))
        sizes = np.abs(W) / STD[method](150, 100)
        shares += [np.mean(sizes > 1), np.mean(sizes > 2), np.mean(sizes > 2.8)]
    # Of a normal distribution 31.7 %, 4.55 % and 0.51 %; each is known from 15000
    # numbers to 0.4 %, 0.2 % and 0.06 %.
    far = np.abs(np.array(shares) - [0.3173, 0.0455, 0.0051] * 2)
    fits = far < [0.025, 0.012, 0.0045] * 2
    known_by(submission, fits.tolist())
    holds(fits.all(), "the weights are not normally distributed")


@points(1)
@needs("shapes")
def test_layers_differ(submission, rng):
    """Two layers of the same size have different weights"""
    params = network(submission, [4, 4, 4, 4], "he", int(rng.integers(1000)))
    one, two, three = (W for W, _ in params)
    facts = [np.array_equal(one, two), np.array_equal(two, three)]
    known_by(submission, facts)
    holds(not any(facts), "two layers have the same weights")


@points(1.5)
@needs("shapes")
def test_seed_stays_inside(submission, rng):
    """Without a seed every call draws anew, whatever seed was used before"""
    seed, calls = int(rng.integers(1000)), []
    for given in (seed, None, None, seed, None, None):
        ((W, _),) = network(submission, [3, 4], "he", given)
        calls.append(W)
    facts = [np.array_equal(calls[1], calls[2]), np.array_equal(calls[1], calls[4])]
    known_by(submission, facts)
    holds(not facts[0], "two calls without a seed gave the same weights")
    holds(not facts[1], "what a call without a seed draws depends on a seed before")


@points(1)
@needs("he", "small")
@law("what the methods are for: the values in a deep network keep their size or do not")
def test_ten_layers(submission, rng):
    """Through ten ReLU layers He weights keep the values' size, small ones lose it"""
    spread = {}
    for method, width in (("he", 100), ("small", 30)):
        sizes, A = [width] * 11, rng.normal(size=(width, 60))
        spread[method] = []
        for W, b in network(submission, sizes, method, int(rng.integers(10**6))):
            A = np.maximum(W @ A + b, 0.0)
            spread[method].append(A.std())
    ratio = spread["he"][-1] / spread["he"][0]
    # Over many draws the logarithm of this ratio is -0.06 +- 0.25.
    holds(1 / 5 < ratio < 5, "with He weights the values grow or shrink with depth")
    holds(0 < spread["small"][-1] < 1e-8, "with small weights the values survived")


@points(0.5)
@needs("zeros", "he")
@law("why nobody starts with zeros: units that start equal stay equal")
def test_symmetry(submission, rng):
    """Hidden units that start with zeros stay copies in training, with He they do not"""
    X, y = rng.normal(size=(3, 8)), np.array([[1, 0, 0, 1, 0, 1, 0, 0]])
    for method, alike in (("zeros", True), ("he", False)):
        (W1, b1), (W2, b2) = network(submission, [3, 4, 1], method, 5)
        for _ in range(5):
            A = 1 / (1 + np.exp(-(W1 @ X + b1)))
            error = (1 / (1 + np.exp(-(W2 @ A + b2))) - y) / 8
            dZ = W2.T @ error * A * (1 - A)
            W2, b2 = W2 - error @ A.T, b2 - error.sum(axis=1, keepdims=True)
            W1, b1 = W1 - dZ @ X.T, b1 - dZ.sum(axis=1, keepdims=True)
        if alike:
            close(W1, np.tile(W1[:1], (4, 1)))
            holds(W1.any(), "sigmoid units that start with zeros do learn")
        else:
            holds(np.abs(W1 - W1[:1])[1:].max() > 1e-3, "the hidden units are copies")
