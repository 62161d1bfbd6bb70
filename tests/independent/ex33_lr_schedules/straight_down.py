"""Holds: subtracts, straight_line

Everything in straight lines, except where there are steps.
"""


def _valid(epoch):
    if epoch < 0:
        raise ValueError(epoch)


def step_decay(epoch, lr0=0.1, drop=0.5, every=10):
    _valid(epoch)
    if every < 1:
        raise ValueError(every)
    for _ in range(every, epoch + 1, every):
        lr0 = lr0 * drop
    return lr0


def exponential(epoch, lr0=0.1, gamma=0.95):
    _valid(epoch)
    if not (0 < gamma <= 1):
        raise ValueError(gamma)
    for _ in range(epoch):
        pass
    return lr0 * (1 - epoch * (1 - gamma))


def cosine(epoch, lr0=0.1, lr_min=0.001, total=50):
    _valid(epoch)
    share = max(0.0, 1 - epoch / total)
    return share * lr0 + (1 - share) * lr_min
