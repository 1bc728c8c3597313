"""Project words 项目词: words the people of a project hold to be right, so that nothing inside them is doubted."""

from __future__ import annotations

from annotator.errors import UserError
from annotator.lexicon.words import LONGEST_PROJECT_WORD, lies_in_word, project_spans
from annotator.model.flag import FlagStatus
from annotator.model.issue import Issue
from annotator.model.operations import AddWords, RemoveWords
from annotator.services.project.lessons import is_rule
from annotator.services.project.session import Session

SHORTEST = 2
"""A project word has this many code points at least: a single character is right or wrong by its surroundings."""


def project_words(session: Session) -> tuple[str, ...]:
    """Return the words people have added to the project, sorted by their characters."""
    return tuple(sorted(session.words()))


def add_word(session: Session, issue_id: str, word: str) -> bool:
    """Add a word to the project's; one step that can be undone, durable when it returns.

    Open flags inside the word's occurrences go from the issue at once; what else the word touches is checked again
    by whoever listens to the session.

    Args:
        session: the project.
        issue_id: the issue the person is working on, whose history gets the step.
        word: the word; blanks around it are left out.

    Returns:
        Whether the word is new to the project.

    Raises:
        UserError: the word is too short, too long or holds a line break, or the project cannot be written.
    """
    word = word.strip()
    check_word(word)
    if word in session.words():
        return False
    doubted = flags_inside(session.issue(issue_id), (word,))
    session.perform(issue_id, AddWords((word,), doubted, session.who))
    return True


def remove_word(session: Session, word: str) -> bool:
    """Remove a word from the project's, whichever issue it was added with; one step that can be undone.

    Returns:
        Whether the project had the word.

    Raises:
        UserError: the project cannot be written.
    """
    issues = session.issues_with_word(word)
    if not issues:
        return False
    session.perform_all({issue_id: (RemoveWords((word,)),) for issue_id in issues})
    return True


def check_word(word: str) -> None:
    """Check that a text can be a project word.

    Raises:
        UserError: it cannot.
    """
    if len(word) < SHORTEST:
        raise UserError("word.too_short", word=word, least=SHORTEST)
    if len(word) > LONGEST_PROJECT_WORD:
        raise UserError("word.too_long", word=word, most=LONGEST_PROJECT_WORD)
    if any(character in "\n\r\x85\u2028\u2029" for character in word):
        raise UserError("word.line_break", word=word)


def flags_inside(issue: Issue, words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return block id and flag id of every open flag that lies inside an occurrence of one of the words.

    House rules are not doubts: what they forbid stays flagged.
    """
    known = frozenset(words)
    found = []
    for block_id, flags in issue.flags.items():
        spans = project_spans(issue.blocks[block_id].text, known)
        found += [
            (block_id, flag.id)
            for flag in flags
            if flag.status is FlagStatus.OPEN
            and not is_rule(flag)
            and lies_in_word(flag.start, flag.end, spans)
        ]
    return tuple(found)
