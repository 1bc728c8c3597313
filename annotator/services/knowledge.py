"""What the people of a project have said about words, kept in the project and used at once."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.services.session import Session

_KEY = "knowledge"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Words and texts that are right.

    Attributes:
        words: words that are right, never flagged, and known to the detectors.
        kept: texts kept as they are wherever they stand (keep all like this).
    """

    words: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()


NO_KNOWLEDGE = Knowledge()


def knowledge_of(session: Session) -> Knowledge:
    """Return what is known in a project; entries that are no texts are passed over."""
    data = session.data(_KEY)
    if not isinstance(data, dict):
        return NO_KNOWLEDGE
    return Knowledge(_texts(data.get("words")), _texts(data.get("kept")))


def _texts(data: object) -> frozenset[str]:
    return (
        frozenset(entry for entry in data if isinstance(entry, str))
        if isinstance(data, list)
        else frozenset()
    )


def learn(
    session: Session, *, words: frozenset[str] = frozenset(), kept: frozenset[str] = frozenset()
) -> Knowledge:
    """Add to what is known in a project; durable when it returns. Returns all that is known then.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    known = knowledge_of(session)
    return _store(session, Knowledge(known.words | words, known.kept | kept))


def forget(session: Session, *texts: str) -> Knowledge:
    """Take texts out of what is known in a project. Returns all that is known then.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    known = knowledge_of(session)
    return _store(session, Knowledge(known.words - set(texts), known.kept - set(texts)))


def _store(session: Session, knowledge: Knowledge) -> Knowledge:
    session.set_data(_KEY, {"words": sorted(knowledge.words), "kept": sorted(knowledge.kept)})
    return knowledge
