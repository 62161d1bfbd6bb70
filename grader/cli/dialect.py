r"""Parse the Markdown of a course: CommonMark, tables and formulas.

Formulas stand between ``$...$`` or ``\(...\)`` in a sentence, and between
``$$...$$`` or ``\[...\]`` on lines of their own. Where CommonMark would take
characters away that an author of formulas and shapes means, it does not:
``2*x*y``, ``x**2`` and ``__init__`` are no emphasis, and ``[n]: rows`` defines no link.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

# A dollar before a formula touches it and no word before; the one after it
# touches it too, and nothing that would make it a variable or a price ("$5 and
# $6", "$HOME/bin:$PATH"). An ordinal may follow: "the $i$th sample".
_FORMULA = re.compile(
    r"""
      \$\$ (?P<display> [^$`]{1,1000} ) \$\$
    | (?<![\w$]) \$ (?! [\s$] ) (?P<dollars> (?: \\. | [^$`\\] ){1,1000} ) (?<! \s ) \$
      (?: (?! [\w({$] ) | (?= (?: st | nd | rd | th | s ) \b ) )
    | \\\( (?P<brackets> [^`]{1,1000}? ) \\\)
    """,
    re.VERBOSE | re.DOTALL,
)
# Stars between two factors, and the name of a special method.
_NO_EMPHASIS = re.compile(
    r"""
      (?<= [A-Za-z0-9_)\]] ) \* (?= [A-Za-z0-9_(\[] )
    | (?<= [A-Za-z0-9_] ) \*\* (?= [A-Za-z0-9_] )
    | (?<! \w ) __ [A-Za-z][A-Za-z0-9_]* __ (?! \w )
    """,
    re.VERBOSE,
)


def parse(text: str) -> SyntaxTreeNode:
    """Read a text as a tree of blocks."""
    return SyntaxTreeNode(_parser().parse(text))


def parse_phrase(text: str) -> SyntaxTreeNode:
    """Read a text as the inside of one paragraph: ``> 0`` and ``- 6`` stay."""
    return SyntaxTreeNode(_parser().parseInline(text))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.inline.ruler.before("emphasis", "no_emphasis", _no_emphasis)
    may_end: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    parser.block.ruler.before("fence", "formula_block", _formula_block, may_end)
    return parser


def _formula(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = found["display"] or found["dollars"] or found["brackets"]
        token.markup = found[0]
    state.pos = found.end()
    return True


def _no_emphasis(state: StateInline, silent: bool) -> bool:
    """Keep what others would take for emphasis, and so take away."""
    if state.src[state.pos] not in "*_":
        return False
    found = _NO_EMPHASIS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = _row(state, start)[:2]
    closing = {"$$": "$$", r"\[": r"\]"}.get(opening)
    if closing is None or state.is_code_block(start):
        return False
    rows = [_row(state, start)[2:]]
    line = start + 1
    while not rows[-1].endswith(closing):
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        rows.append(_row(state, line))
        line += 1
    content = "\n".join(rows)[:-2]
    if closing in content:  # formulas in a sentence that happens to start with one
        return False
    if not silent:
        token = state.push("formula_block", "", 0)
        token.content, token.map = content, [start, line]
        state.line = line
    return True


def _row(state: StateBlock, line: int) -> str:
    first = state.bMarks[line] + state.tShift[line]
    return state.src[first : state.eMarks[line]].rstrip()
