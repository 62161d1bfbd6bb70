"""Right: a small class deals row numbers out; recalls by matrix of counts."""

from collections import Counter

import numpy as np


class Dealer:
    def __init__(self, fractions, seed):
        self.first, self.second = fractions[0], fractions[0] + fractions[1]
        self.random = np.random.Generator(np.random.PCG64(seed))
        self.hands = [np.zeros(0, dtype=int) for _ in range(3)]

    def deal(self, cards):
        order = self.random.random(len(cards)).argsort()
        cards = np.asarray(cards, dtype=int)[order]
        a = int(self.first * len(cards) + 0.5)
        b = int(self.second * len(cards) + 0.5)
        for i, some in enumerate((cards[:a], cards[a:b], cards[b:])):
            self.hands[i] = np.append(self.hands[i], some)


def train_val_test_split(X, y, fractions=(0.6, 0.2, 0.2), seed=0, stratify=True):
    X, y = np.array(X), np.array(y)
    if X.shape[0] != y.shape[0]:
        raise ValueError("X and y do not belong together")
    if any(f < 0 for f in fractions) or abs(1 - sum(fractions)) > 1e-6:
        raise ValueError(f"cannot cut by {fractions}")
    dealer = Dealer(fractions, seed)
    if stratify:
        for label in Counter(y.tolist()):
            dealer.deal(np.nonzero(y == label)[0])
    else:
        dealer.deal(range(len(y)))
    one, two, three = dealer.hands
    return X[one], X[two], X[three], y[one], y[two], y[three]


def baseline_accuracy(y):
    ((_, most),) = Counter(np.asarray(y).tolist()).most_common(1)
    return most / len(y)


def balanced_accuracy(y, y_hat):
    if len(y) != len(y_hat):
        raise ValueError("lengths")
    both = Counter(zip(np.asarray(y).tolist(), np.asarray(y_hat).tolist(), strict=True))
    totals = Counter(np.asarray(y).tolist())
    return sum(both[c, c] / totals[c] for c in totals) / len(totals)
