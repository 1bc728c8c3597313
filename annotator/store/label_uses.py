"""How often labels and relation types are used, over all issues, without reading these."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from annotator.store.values import from_json, from_text


class UseKind(StrEnum):
    """What uses a label or a relation type."""

    SPAN = "span"
    DOCUMENT = "document"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class LabelUse:
    """How often an issue uses a label or relation type.

    Attributes:
        issue: id of the issue.
        kind: as what it uses it.
        id: id of the label or relation type.
        count: how many spans, articles or relations.
    """

    issue: str
    kind: UseKind
    id: str
    count: int


_QUERY = """
    SELECT issue, 'span', data -> '$.label' AS used, count(*) FROM spans GROUP BY issue, used
    UNION ALL
    SELECT issue, 'document', value -> '$.label' AS used, count(*)
        FROM document_labels, json_each(document_labels.data) GROUP BY issue, used
    UNION ALL
    SELECT issue, 'relation', data -> '$.type' AS used, count(*) FROM relations GROUP BY issue, used
"""


def read_label_uses(connection: sqlite3.Connection) -> tuple[LabelUse, ...]:
    """Return the uses of labels and relation types in all issues."""
    return tuple(
        LabelUse(from_text(issue), UseKind(kind), from_json(name), count)
        for issue, kind, name, count in connection.execute(_QUERY)
    )
