"""How far a sequence of steps is from one that respects what depends on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def closure(
    steps: Iterable[str], depends: Mapping[str, Sequence[str]]
) -> dict[str, frozenset[str]]:
    """Return, for each step, every step that must come before it.

    Parameters
    ----------
    depends : mapping
        Direct needs; names that are no step are left out.
    """
    known = list(steps)
    before: dict[str, frozenset[str]] = {}
    for step in known:
        found: set[str] = set()
        left = list(depends.get(step, ()))
        while left:
            other = left.pop()
            if other not in found and other in known:
                found.add(other)
                left += depends.get(other, ())
        before[step] = frozenset(found)
    return before


def has_cycle(before: Mapping[str, frozenset[str]]) -> bool:
    """Whether some step would have to come before itself."""
    return any(step in earlier for step, earlier in before.items())


def one_right(steps: Sequence[str], before: Mapping[str, frozenset[str]]) -> list[str]:
    """Return a right order: as in the file, as far as that is right."""
    left, done = list(steps), []
    while left:
        ready = next((s for s in left if not before[s] & set(left) - {s}), left[0])
        left.remove(ready)
        done.append(ready)
    return done


def moves(answer: Sequence[str], before: Mapping[str, frozenset[str]]) -> int:
    """Count the fewest steps to take out and put elsewhere to make it right.

    Two steps clash when the later one must come before the earlier one.  What
    may stay is a largest set without a clash; clashing is transitive, so by
    Dilworth's theorem the rest is as large as a matching along the clashes.
    """
    clashes = {
        a: [b for b in answer[i + 1 :] if b in before[a]] for i, a in enumerate(answer)
    }
    return _matching(clashes)


def most_moves(steps: Sequence[str], before: Mapping[str, frozenset[str]]) -> int:
    """Count the moves that the worst order needs: a right one, backwards."""
    return moves(one_right(steps, before)[::-1], before)


def _matching(edges: Mapping[str, Sequence[str]]) -> int:
    """Size of a largest matching between sources and targets of the edges."""
    partner: dict[str, str] = {}

    def place(source: str, tried: set[str]) -> bool:
        for target in edges[source]:
            if target not in tried:
                tried.add(target)
                if target not in partner or place(partner[target], tried):
                    partner[target] = source
                    return True
        return False

    return sum(place(source, set()) for source in edges)
