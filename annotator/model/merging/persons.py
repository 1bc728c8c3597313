"""What one person made of an issue in several copies: of a work package, and of labels from elsewhere under one name.

Such a person does not contradict himself or herself: what is said of labels in any of the copies is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.model.conflict import Item, Layer, Merged
from annotator.model.places import unite_places

_NOBODY = frozenset(("", "?"))
"""What stands for a person without a name; two of them may be two people."""


def as_persons(merges: Iterable[Merged]) -> tuple[Merged, ...]:
    """Return layers with those of one name as one, in the order of the first of them.

    Corrections that were there when a copy was made are the first layer's only.
    """
    by_name: dict[str, list[Merged]] = {}
    for number, merged in enumerate(merges):
        name = merged.annotator if merged.annotator not in _NOBODY else f"\0{number}"
        by_name.setdefault(name, []).append(merged)
    return tuple(_united(listed) if len(listed) > 1 else listed[0] for listed in by_name.values())


def _united(merges: Sequence[Merged]) -> Merged:
    first = merges[0]
    layers = [merged.layer for merged in merges]
    own = {change for layer in layers[1:] for change in layer.changes if change not in layer.known_changes}
    relations = [layer.relations for layer in layers if layer.relations is not None]
    labels = [layer.document_labels for layer in layers if layer.document_labels is not None]
    layer = Layer(
        tuple(sorted({span for layer in layers for span in layer.spans})),
        tuple(sorted({*first.layer.changes, *own})),
        tuple(sorted({span for layer in layers for span in layer.known_spans})),
        first.layer.known_changes,
        tuple(sorted({each for listed in relations for each in listed})) if relations else None,
        tuple(sorted({each for listed in labels for each in listed})) if labels else None,
    )
    people = tuple(sorted({person for merged in merges for person in merged.people}))
    items = _items(item for merged in merges for item in merged.items)
    return replace(first, items=items, layer=layer, people=people)


def _items(items: Iterable[Item]) -> tuple[Item, ...]:
    by_article: dict[str, Item] = {}
    for item in items:
        held = by_article.get(item.article)
        if held is None:
            by_article[item.article] = item
            continue
        extent = held.extent
        if item.extent != extent:
            extent = tuple(unite_places((*extent, *item.extent)))
        by_article[item.article] = Item(item.article, extent, held.shared or item.shared)
    return tuple(by_article.values())
