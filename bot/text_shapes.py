"""Which texts may be templates: those that can only fill in, choose and list, and so end at once and stay short."""

import re
from collections.abc import Collection, Set

from jinja2 import TemplateRuntimeError, nodes

# What our own texts are made of, and sums. Nothing multiplies, defines or calls itself.
PARTS = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem),
    *(nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Test, nodes.Not, nodes.And, nodes.Or, nodes.Neg),
    *(nodes.For, nodes.Filter, nodes.Concat, nodes.Dict, nodes.Pair, nodes.Keyword, nodes.Tuple, nodes.List),
    *(nodes.Add, nodes.Sub, nodes.Div, nodes.FloorDiv, nodes.Call),
)
# Of Jinja's own filters, those that make nothing grow.
FILTERS = {
    *("length", "count", "list", "map", "trim", "truncate", "replace", "format", "upper", "lower", "title", "first"),
    *("last", "default", "d", "e", "escape", "int", "abs", "sort", "unique"),
}
# Places and no widths: "%.1f" and "%s".
FORMAT = re.compile(r"(?:[^%]|%%|%(?:\.\d)?[dfs])*")
LOOPS_IN_LOOPS = 2
LONGEST = 20_000


def refuse(text: str) -> None:
    """Raise TemplateRuntimeError for a text that is too long to be a template."""
    if len(text) > LONGEST:
        raise TemplateRuntimeError(f"it is {len(text)} characters long; shorten it")


def hold_against(tree: nodes.Template, own_filters: Collection[str]) -> None:
    """Raise TemplateRuntimeError for a template that could do more than fill in, choose and list; `own_filters` are
    there besides Jinja's."""
    filters = FILTERS.union(own_filters)
    left: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while left:
        node, loops = left.pop()
        loops += isinstance(node, nodes.For)
        if problem := _problem(node, loops, filters):
            raise TemplateRuntimeError(problem)
        left += [(inner, loops) for inner in node.iter_child_nodes()]


def _problem(node: nodes.Node, loops: int, filters: Set[str]) -> str | None:
    """Return what is wrong with one part of a template, which stands in so many loops."""
    kind = type(node).__name__.lower()
    if not isinstance(node, PARTS):
        return f"a text can't have a {kind}; fill in, choose with if, or list with for"
    if isinstance(node, nodes.Call) and getattr(node.node, "attr", None) != "split":
        return "a text can't call anything; use a filter, such as |day"
    if isinstance(node, nodes.For) and (node.recursive or loops > LOOPS_IN_LOOPS):
        return "loops stand too deep in each other; list one thing after the other"
    if isinstance(node, nodes.For) and not isinstance(node.iter, nodes.Name | nodes.Getattr | nodes.Call):
        return "a loop goes through what has a name, such as {% for one in lines %}"
    return _problem_of_filter(node, filters) if isinstance(node, nodes.Filter) else None


def _problem_of_filter(node: nodes.Filter, filters: Set[str]) -> str | None:
    given = [getattr(one, "value", None) for one in (node.node, *node.args)]
    if node.name not in filters:
        return f"the filter {node.name} can't be used; there are {', '.join(sorted(filters))}"
    if node.name == "format" and not (isinstance(given[0], str) and FORMAT.fullmatch(given[0])):
        return 'format takes a pattern without a width, such as "%.1f"'
    if node.name == "map" and (node.args or [one.key for one in node.kwargs] != ["attribute"]):
        return 'map takes a part of each, such as map(attribute="name")'
    old, new = (*given[1:], None, None)[:2]
    if node.name == "replace" and not (isinstance(old, str) and isinstance(new, str) and 0 < len(old) >= len(new)):
        return "replace puts a text in the place of one that is as long or longer"
    return None
