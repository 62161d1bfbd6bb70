"""Right: a table of named rules, each a question about what was measured once."""

from dataclasses import dataclass
from statistics import fmean


@dataclass(frozen=True)
class Run:
    train: list
    val: list
    smooth: list
    val_smooth: list
    signal: list

    @property
    def lowest(self):
        return min(range(len(self.val_smooth)), key=self.val_smooth.__getitem__)


def oscillating(run):
    steps = list(zip(run.train, run.train[1:]))  # noqa: B905  (neighbours)
    jumps = [b > 1.1 * a for a, b in steps]
    return any(jumps) and sum(jumps) / len(jumps) >= 0.25


def underfitting(run):
    return 2 * run.smooth[-1] > run.smooth[0]


def plateau(run):
    return underfitting(run) and run.smooth[-1] > 0.99 * run.smooth[len(run.train) // 2]


def overfitting(run):
    turned_up = run.val_smooth[-1] > 1.1 * run.val_smooth[run.lowest]
    return turned_up and run.smooth[-1] < run.smooth[run.lowest]


def vanishing(run):
    if not run.signal:
        return False
    return not any(run.signal) or 1000 * run.signal[0] < run.signal[-1]


def exploding(run):
    return bool(run.signal) and run.signal[0] > 1000 * run.signal[-1]


RULES = (oscillating, underfitting, plateau, overfitting, vanishing, exploding)


def moving_mean(curve):
    w = len(curve) // 10 or 1
    return [fmean(curve[i : i + w]) for i in range(len(curve) - w + 1)]


def diagnose(train_loss, val_loss, grad_norms):
    train, val = [*map(float, train_loss)], [*map(float, val_loss)]
    signal = [] if grad_norms is None else [*map(float, grad_norms)]
    if not train or len(train) != len(val):
        raise ValueError(f"{len(train)} and {len(val)} epochs")
    if any(x - x != 0 for x in (*train, *val, *signal)):  # nan and inf alone
        return frozenset({"diverged"})
    run = Run(train, val, moving_mean(train), moving_mean(val), signal)
    if run.smooth[-1] > 1.1 * run.smooth[0]:
        return frozenset({"diverged"})
    return frozenset(rule.__name__ for rule in RULES if rule(run)) or {"healthy"}
