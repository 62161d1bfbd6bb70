"""Right: a beginner's version with lists and loops, without NumPy."""

import math


def diagnose(train_loss, val_loss, grad_norms):
    if len(train_loss) != len(val_loss):
        raise ValueError("the lists do not belong together")
    if len(train_loss) == 0:
        raise ValueError("no epochs")
    n = len(train_loss)
    w = n // 10
    if w < 1:
        w = 1

    numbers = []
    for x in train_loss:
        numbers.append(float(x))
    for x in val_loss:
        numbers.append(float(x))
    if grad_norms is not None:
        for x in grad_norms:
            numbers.append(float(x))
    for x in numbers:
        if math.isnan(x) or math.isinf(x):
            return {"diverged"}

    train_means = []
    val_means = []
    for i in range(n - w + 1):
        train_total = 0.0
        val_total = 0.0
        for j in range(i, i + w):
            train_total = train_total + train_loss[j]
            val_total = val_total + val_loss[j]
        train_means.append(train_total / w)
        val_means.append(val_total / w)
    start = train_means[0]
    middle = train_means[n // 2]
    end = train_means[-1]
    if end > 1.1 * start:
        return {"diverged"}

    answer = set()
    jumps = 0
    for i in range(1, n):
        if train_loss[i] > 1.1 * train_loss[i - 1]:
            jumps = jumps + 1
    if jumps >= 1 and jumps / (n - 1) >= 1 / 4:
        answer.add("oscillating")
    if end > start / 2:
        answer.add("underfitting")
    if "underfitting" in answer and end > 0.99 * middle:
        answer.add("plateau")
    lowest = 0
    for i in range(len(val_means)):
        if val_means[i] < val_means[lowest]:
            lowest = i
    if val_means[-1] > val_means[lowest] * 1.1:
        if end < train_means[lowest]:
            answer.add("overfitting")
    if grad_norms is not None:
        if grad_norms[0] < grad_norms[-1] / 1000:
            answer.add("vanishing")
        elif max(grad_norms) == 0:
            answer.add("vanishing")
        if grad_norms[0] > grad_norms[-1] * 1000:
            answer.add("exploding")
    if answer == set():
        answer.add("healthy")
    return answer
