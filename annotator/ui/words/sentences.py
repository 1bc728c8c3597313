"""The words of the window for the codes of the core: reasons, clean-up rules, roles.

Each table is complete for what the core can say; a code of somebody's plug-in is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Role
from annotator.model.decision import DecisionKind
from annotator.model.issue import Issue
from annotator.model.origin import kind_of, who_of
from annotator.model.progress import Progress, Stage
from annotator.services.editing.finding import Source
from annotator.text.filling import filled
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

REASON_PARTS: Mapping[str, tuple[str, str]] = {
    "lattice.no_word": (
        QT_TRANSLATE_NOOP("Reasons", "“{0}” is no word"),
        QT_TRANSLATE_NOOP("Reasons", "the first candidate: {1} in a million words"),
    ),
    "lattice.word": (
        QT_TRANSLATE_NOOP("Reasons", "“{0}” is unlikely in this sentence"),
        QT_TRANSLATE_NOOP("Reasons", "“{0}”: {1} in a million words"),
    ),
    "lattice.phrase": (
        QT_TRANSLATE_NOOP("Reasons", "“{0}” is common"),
        QT_TRANSLATE_NOOP("Reasons", "“{0}”: {1} in a million words"),
    ),
    "lattice.follows": (
        QT_TRANSLATE_NOOP("Reasons", "“{0}” is common"),
        QT_TRANSLATE_NOOP("Reasons", "“{0}”: {1} % of the times the first word stands"),
    ),
    "lattice.issue": (
        QT_TRANSLATE_NOOP("Reasons", "“{0}” stands {1} {1:time|times} in this issue"),
        "",
    ),
    "lattice.alike": (
        QT_TRANSLATE_NOOP("Reasons", "{0} look alike"),
        QT_TRANSLATE_NOOP("Reasons", "{0}: misread {1} times as often as any two characters"),
    ),
}
"""Parts of the reason of a misread character: what is said at once, and the number behind it."""

FLAG_REASONS: Mapping[str, str] = {
    "lattice.unlikely": QT_TRANSLATE_NOOP(
        "Reasons", "These characters hardly ever stand in such a sentence."
    ),
    "consistency.term": QT_TRANSLATE_NOOP("Reasons", "“{0}” stands here {1}×, “{2}” {3}×."),
    "consistency.name": QT_TRANSLATE_NOOP("Reasons", "The name “{0}” stands here {1}×, “{2}” {3}×."),
    "consistency.transliteration": QT_TRANSLATE_NOOP(
        "Reasons", "The foreign name “{0}” stands here {1}×, “{2}” {3}×."
    ),
    "repetition.characters": QT_TRANSLATE_NOOP("Reasons", "“{0}” is written several times in a row."),
    "repetition.stretch": QT_TRANSLATE_NOOP("Reasons", "“{0}” is written twice in a row."),
    "characters.private": QT_TRANSLATE_NOOP("Reasons", "A private character that only one font knows ({0})."),
    "characters.replacement": QT_TRANSLATE_NOOP("Reasons", "The sign for a character that was lost ({0})."),
    "characters.radical": QT_TRANSLATE_NOOP("Reasons", "A radical in place of the character ({0})."),
    "characters.compatibility": QT_TRANSLATE_NOOP("Reasons", "A compatibility form of a character ({0})."),
    "characters.control": QT_TRANSLATE_NOOP("Reasons", "A control character ({0})."),
    "characters.invisible": QT_TRANSLATE_NOOP("Reasons", "An invisible character ({0})."),
    "characters.surrogate": QT_TRANSLATE_NOOP("Reasons", "Half of a character ({0})."),
    "characters.unassigned": QT_TRANSLATE_NOOP("Reasons", "Unicode has no such character ({0})."),
    "characters.box": QT_TRANSLATE_NOOP("Reasons", "A box in place of a character ({0})."),
    "characters.component": QT_TRANSLATE_NOOP("Reasons", "A part of a character by itself ({0})."),
    "numbers.letter": QT_TRANSLATE_NOOP("Reasons", "A letter among figures: “{0}”."),
    "numbers.sign": QT_TRANSLATE_NOOP("Reasons", "“{0}” behind a figure; probably a per cent sign."),
    "numbers.date_sign": QT_TRANSLATE_NOOP("Reasons", "“{0}” in a date; probably “{1}”."),
    "numbers.month": QT_TRANSLATE_NOOP("Reasons", "There is no month {0}."),
    "numbers.day": QT_TRANSLATE_NOOP("Reasons", "Month {0} has no day {1}."),
    "numbers.time": QT_TRANSLATE_NOOP("Reasons", "{0} is no time of day."),
    "numbers.share": QT_TRANSLATE_NOOP("Reasons", "{0} % is more than the whole."),
    "numbers.groups": QT_TRANSLATE_NOOP("Reasons", "The number {0} is parted in a wrong way."),
    "numbers.space": QT_TRANSLATE_NOOP("Reasons", "A space inside the number “{0}”."),
    "numbers.range": QT_TRANSLATE_NOOP("Reasons", "The character 一 between figures; probably a dash."),
    "punctuation.doubled": QT_TRANSLATE_NOOP("Reasons", "The mark “{0}” is written several times."),
    "punctuation.clash": QT_TRANSLATE_NOOP("Reasons", "The marks “{0}” do not follow each other."),
    "punctuation.particle": QT_TRANSLATE_NOOP("Reasons", "“{0}” parts “{1}” from its word."),
    "punctuation.inside_quote": QT_TRANSLATE_NOOP(
        "Reasons", "“{0}” does not stand at the edge of a quotation."
    ),
    "punctuation.ascii": QT_TRANSLATE_NOOP("Reasons", "A half-width “{0}” among Chinese characters."),
    "punctuation.space": QT_TRANSLATE_NOOP("Reasons", "A space before a mark."),
    "punctuation.start": QT_TRANSLATE_NOOP("Reasons", "“{0}” does not begin a paragraph."),
    "punctuation.missing_end": QT_TRANSLATE_NOOP("Reasons", "The paragraph has no end mark."),
    "punctuation.dot": QT_TRANSLATE_NOOP(
        "Reasons", "“{0}” between Chinese characters that are no foreign name."
    ),
    "punctuation.dash": QT_TRANSLATE_NOOP("Reasons", "The characters 一一; probably a dash."),
    "punctuation.colon": QT_TRANSLATE_NOOP("Reasons", "A colon that announces nothing."),
    "marks.missing": QT_TRANSLATE_NOOP("Reasons", "Probably “{0}” is missing here."),
    "marks.other": QT_TRANSLATE_NOOP("Reasons", "“{0}” here; “{1}” would be usual."),
    "marks.extra": QT_TRANSLATE_NOOP("Reasons", "“{0}” where no mark is usual."),
    "brackets.unclosed": QT_TRANSLATE_NOOP("Reasons", "Opened here and never closed."),
    "brackets.unopened": QT_TRANSLATE_NOOP("Reasons", "Closed here and never opened."),
    "brackets.direction": QT_TRANSLATE_NOOP("Reasons", "The mark is turned the wrong way."),
    "brackets.mismatched": QT_TRANSLATE_NOOP("Reasons", "This mark does not close the one that is open."),
    "brackets.crossed": QT_TRANSLATE_NOOP("Reasons", "Two pairs of marks cross each other."),
    "brackets.nested": QT_TRANSLATE_NOOP("Reasons", "A quotation inside a quotation needs the other marks."),
    "brackets.straight": QT_TRANSLATE_NOOP("Reasons", "A straight quotation mark among curly ones."),
    "brackets.odd": QT_TRANSLATE_NOOP("Reasons", "An odd number of quotation marks."),
    "brackets.empty": QT_TRANSLATE_NOOP("Reasons", "Nothing stands between the marks."),
    "mixed_script.word": QT_TRANSLATE_NOOP("Reasons", "Another script inside the word “{0}”."),
    "mixed_script.homoglyph": QT_TRANSLATE_NOOP(
        "Reasons", "“{0}” has letters of another alphabet that look like “{1}”."
    ),
    "mixed_script.kana": QT_TRANSLATE_NOOP("Reasons", "Japanese “{0}” in Chinese text."),
    "mixed_script.traditional": QT_TRANSLATE_NOOP("Reasons", "Traditional “{0}” in simplified text."),
    "mixed_script.simplified": QT_TRANSLATE_NOOP("Reasons", "Simplified “{0}” in traditional text."),
    "house_rules.replace": QT_TRANSLATE_NOOP("Reasons", "House rule: “{1}”, not “{0}”. {2}"),
    "engine.reading": QT_TRANSLATE_NOOP(
        "Reasons", "The OCR engine might also have read “{1}” in place of “{0}”, which goes better here."
    ),
    "neural.unlikely": QT_TRANSLATE_NOOP(
        "Reasons", "Your own model expects “{1}” in place of “{0}” ({2} %)."
    ),
    "memory.corrected": QT_TRANSLATE_NOOP("Reasons", "“{0}” was corrected to “{1}” here {2} {2:time|times}."),
    "misspellings.known": QT_TRANSLATE_NOOP("Reasons", "“{0}” is a common misspelling of “{1}”."),
    "house_rules.forbidden": QT_TRANSLATE_NOOP("Reasons", "House rule: “{0}” is not to be written. {2}"),
}
"""Reasons of flags; the numbers stand for the values of the flag."""

DECISION_REASONS: Mapping[str, str] = {
    "title.similarity": QT_TRANSLATE_NOOP(
        "Reasons", "The title shares its words with this text (similarity {0})."
    ),
    "title.place": QT_TRANSLATE_NOOP(
        "Reasons", "It stands beside this text, which speaks of nothing that it says."
    ),
    "jump.similarity": QT_TRANSLATE_NOOP("Reasons", "The text goes on there by its markers and its words."),
    "split.title": QT_TRANSLATE_NOOP("Reasons", "A title stands here, so an article may begin."),
    "join.untitled": QT_TRANSLATE_NOOP("Reasons", "No title was found; it may belong to the article before."),
    "order.moved": QT_TRANSLATE_NOOP(
        "Reasons", "This stood behind the text of another article; its words go with this one."
    ),
    "split.open_end": QT_TRANSLATE_NOOP("Reasons", "The paragraph before this one stops inside a sentence."),
    "repair.correction": QT_TRANSLATE_NOOP("Reasons", "The correction “{0}” has lost its place."),
    "repair.label": QT_TRANSLATE_NOOP("Reasons", "The text labelled here, “{0}”, was not found again."),
    "repair.document_label": QT_TRANSLATE_NOOP(
        "Reasons", "Labels of a whole article whose text is in no article now: “{0}”."
    ),
    "repair.label_text": QT_TRANSLATE_NOOP("Reasons", "The labelled text read “{0}” before."),
    "repair.flag": QT_TRANSLATE_NOOP("Reasons", "What was decided about “{0}” has lost its place."),
    "repair.ruling": QT_TRANSLATE_NOOP("Reasons", "The place given to “{0}” could not be kept."),
    "repair.reading": QT_TRANSLATE_NOOP(
        "Reasons", "The new reading of the page differs from both the old one and “{0}”, which stays."
    ),
    "repair.proofread": QT_TRANSLATE_NOOP(
        "Reasons", "“{0}” was proofread; in the new reading of the page its text is not quite the same."
    ),
    "role.advertisement": QT_TRANSLATE_NOOP("Reasons", "This reads like an advertisement or a notice."),
    "role.unplaced": QT_TRANSLATE_NOOP("Reasons", "No place was found for this text."),
}
"""Reasons of decisions; the numbers stand for the values of the decision."""

CHOICES: Mapping[str, str] = {
    "arrange.keep": QT_TRANSLATE_NOOP("Reasons", "Leave it as it is"),
    "arrange.dismiss": QT_TRANSLATE_NOOP("Reasons", "It is put right; do not show it again"),
    "arrange.title_of": QT_TRANSLATE_NOOP("Reasons", "It belongs above “{0}”"),
    "arrange.new_article": QT_TRANSLATE_NOOP("Reasons", "It is an article of its own"),
    "arrange.role": QT_TRANSLATE_NOOP("Reasons", "It is: {0}"),
    "arrange.furniture": QT_TRANSLATE_NOOP("Reasons", "It is furniture: {0}"),
    "arrange.into": QT_TRANSLATE_NOOP("Reasons", "It belongs into “{0}”"),
    "arrange.join": QT_TRANSLATE_NOOP("Reasons", "It goes on with “{0}”"),
    "arrange.split_article": QT_TRANSLATE_NOOP("Reasons", "A new article begins here"),
    "arrange.merge": QT_TRANSLATE_NOOP("Reasons", "It goes on with the article “{0}”"),
    "arrange.unlink": QT_TRANSLATE_NOOP("Reasons", "The article does not go on there"),
    "arrange.link": QT_TRANSLATE_NOOP("Reasons", "It goes on at “{0}”"),
    "arrange.earlier": QT_TRANSLATE_NOOP("Reasons", "It stands before “{0}”"),
    "arrange.later": QT_TRANSLATE_NOOP("Reasons", "It stands behind “{0}”"),
    "arrange.tray": QT_TRANSLATE_NOOP("Reasons", "It has no place yet"),
}
"""What can be chosen for a decision; the numbers stand for the values of the choice."""

_ROLE_CHOICES = frozenset({"arrange.role", "arrange.furniture"})

CLEANUP_RULES: Mapping[str, str] = {
    "doubled": QT_TRANSLATE_NOOP("Reasons", "text drawn twice"),
    "markdown": QT_TRANSLATE_NOOP("Reasons", "signs of Markdown"),
    "letter-spacing": QT_TRANSLATE_NOOP("Reasons", "letters set apart"),
    "space": QT_TRANSLATE_NOOP("Reasons", "needless space"),
    "join-space": QT_TRANSLATE_NOOP("Reasons", "space between joined lines"),
    "punctuation": QT_TRANSLATE_NOOP("Reasons", "full-width punctuation"),
    "radical": QT_TRANSLATE_NOOP("Reasons", "radical in place of a character"),
    "digits": QT_TRANSLATE_NOOP("Reasons", "width of digits"),
    "dash": QT_TRANSLATE_NOOP("Reasons", "broken dash or dots"),
    "repeated": QT_TRANSLATE_NOOP("Reasons", "mark written several times"),
    "bullet": QT_TRANSLATE_NOOP("Reasons", "bullet of a symbol font"),
}
"""Names of the rules of clean-up."""

ROLES: Mapping[Role, str] = {
    Role.KICKER: QT_TRANSLATE_NOOP("Reasons", "kicker"),
    Role.TITLE: QT_TRANSLATE_NOOP("Reasons", "title"),
    Role.SUBTITLE: QT_TRANSLATE_NOOP("Reasons", "subtitle"),
    Role.BYLINE: QT_TRANSLATE_NOOP("Reasons", "byline"),
    Role.DATELINE: QT_TRANSLATE_NOOP("Reasons", "dateline"),
    Role.HEADING: QT_TRANSLATE_NOOP("Reasons", "heading"),
    Role.BODY: QT_TRANSLATE_NOOP("Reasons", "body"),
    Role.CAPTION: QT_TRANSLATE_NOOP("Reasons", "caption"),
    Role.CREDIT: QT_TRANSLATE_NOOP("Reasons", "credit"),
    Role.JUMP: QT_TRANSLATE_NOOP("Reasons", "jump"),
    Role.QUESTION: QT_TRANSLATE_NOOP("Reasons", "question"),
    Role.ANSWER: QT_TRANSLATE_NOOP("Reasons", "answer"),
    Role.NOTE: QT_TRANSLATE_NOOP("Reasons", "note"),
    Role.SIGNATURE: QT_TRANSLATE_NOOP("Reasons", "signature"),
    Role.MASTHEAD: QT_TRANSLATE_NOOP("Reasons", "masthead"),
    Role.FOLIO: QT_TRANSLATE_NOOP("Reasons", "folio"),
    Role.IMPRINT: QT_TRANSLATE_NOOP("Reasons", "imprint"),
    Role.SECTION: QT_TRANSLATE_NOOP("Reasons", "section name"),
    Role.ADVERTISEMENT: QT_TRANSLATE_NOOP("Reasons", "advertisement"),
}
"""Names of roles."""

DECISION_KINDS: Mapping[DecisionKind, str] = {
    DecisionKind.JOIN: QT_TRANSLATE_NOOP("Reasons", "Joined"),
    DecisionKind.SPLIT: QT_TRANSLATE_NOOP("Reasons", "Split"),
    DecisionKind.ROLE: QT_TRANSLATE_NOOP("Reasons", "Role"),
    DecisionKind.TITLE: QT_TRANSLATE_NOOP("Reasons", "Title"),
    DecisionKind.JUMP: QT_TRANSLATE_NOOP("Reasons", "Jump"),
    DecisionKind.ORDER: QT_TRANSLATE_NOOP("Reasons", "Order"),
    DecisionKind.PAGE: QT_TRANSLATE_NOOP("Reasons", "Page number"),
    DecisionKind.REPAIR: QT_TRANSLATE_NOOP("Reasons", "Repair"),
}
"""Names of the kinds of decisions."""

_ORIGINS: Mapping[str, str] = {
    "flag": QT_TRANSLATE_NOOP("Reasons", "Corrected (accepted candidate)"),
    "series": QT_TRANSLATE_NOOP("Reasons", "Corrected (series)"),
    "replace": QT_TRANSLATE_NOOP("Reasons", "Corrected (replace all)"),
    "typing": QT_TRANSLATE_NOOP("Reasons", "Corrected (typed)"),
}


def _words(text: str) -> str:
    return QCoreApplication.translate("Reasons", text)


def fill(pattern: str, values: Iterable[str]) -> str:
    """Return a sentence with values put in for ``{0}``, ``{1}`` …; missing ones are left out."""
    return filled(pattern, *values).strip()


def reason_sentence(code: str, values: Iterable[str] = ()) -> str:
    """Return the sentence that explains a flag or a decision; an unknown code as it is, with its values."""
    listed = tuple(values)
    parts = _parts(listed)
    if parts:
        joint = _words(QT_TRANSLATE_NOOP("Reasons", "; "))
        return joint.join(
            fill(_words(REASON_PARTS[part][0]), (_joined(part, about), number))
            for part, about, number in parts
        )
    values = listed
    pattern = FLAG_REASONS.get(code) or DECISION_REASONS.get(code)
    return fill(_words(pattern), values) if pattern else " ".join((code, *values))


def reason_numbers(values: Iterable[str]) -> list[str]:
    """Return the numbers behind the reason of a flag, each in words; empty if it has none beyond its sentence."""
    return [
        fill(_words(REASON_PARTS[part][1]), (about, number))
        for part, about, number in _parts(tuple(values))
        if REASON_PARTS[part][1] and number
    ]


def _parts(values: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return the parts of a reason that come as code, subject and number; empty if the values are none."""
    found = list(zip(values[::3], values[1::3], values[2::3], strict=False))
    return found if len(values) == 3 * len(found) and all(part in REASON_PARTS for part, *_ in found) else []


def _joined(part: str, about: str) -> str:
    """Return what a part is about as it stands in running text."""
    return about.replace(" ", "") if part == "lattice.follows" else about


def choice_sentence(code: str, values: Iterable[str] = ()) -> str:
    """Return the words of a choice; an unknown code as it is, with its values."""
    listed = [role_name(Role(value)) for value in values] if code in _ROLE_CHOICES else list(values)
    pattern = CHOICES.get(code)
    return fill(_words(pattern), listed) if pattern else " ".join((code, *listed))


def role_name(role: Role) -> str:
    """Return the name of a role."""
    return _words(ROLES[role])


STAGES: dict[Stage, str] = {
    Stage.UNREAD: QT_TRANSLATE_NOOP("Reasons", "unread"),
    Stage.FIRST: QT_TRANSLATE_NOOP("Reasons", "first reading"),
    Stage.SECOND: QT_TRANSLATE_NOOP("Reasons", "second reading"),
    Stage.FINAL: QT_TRANSLATE_NOOP("Reasons", "final reading"),
}
"""Names of the readings an article may have behind it."""


def stage_name(stage: Stage) -> str:
    """Return the name of a stage of proofreading."""
    return _words(STAGES[stage])


def progress_words(progress: Progress) -> str:
    """Return how far an article was read, by whom and when: ``first reading · 李编辑 · 2023-11-28 08:00``."""
    when = progress.when[:16].replace("T", " ")
    return " · ".join(filter(None, (stage_name(progress.stage), progress.who, when)))


def decision_kind(kind: DecisionKind, reason: str) -> str:
    """Return the name of a kind of decision; of text that found no place, that it did not."""
    if reason == "role.unplaced":
        return _words(QT_TRANSLATE_NOOP("Reasons", "Unplaced"))
    return _words(DECISION_KINDS[kind])


def origin_sentence(origin: str, before: str, after: str) -> str:
    """Return who changed what, for a tooltip: ``Clean-up (needless space): “ ” → “”``."""
    kind, detail = kind_of(origin), origin.partition("@")[0].partition(":")[2]
    if kind == "cleanup":
        rule = _words(CLEANUP_RULES[detail]) if detail in CLEANUP_RULES else detail
        told = fill(_words(QT_TRANSLATE_NOOP("Reasons", "Clean-up ({0})")), (rule,))
    else:
        told = _words(_ORIGINS[kind]) if kind in _ORIGINS else kind
    who = who_of(origin)
    return f"{told}{f' · {who}' if who else ''}\n“{before}” → “{after}”"


def container_name(issue: Issue, article_id: str) -> str:
    """Return what people call an article or container: its title, else its first words."""
    if article_id == FURNITURE_ID:
        return _words(QT_TRANSLATE_NOOP("Reasons", "Furniture"))
    if article_id == UNPLACED_ID:
        return _words(QT_TRANSLATE_NOOP("Reasons", "Unplaced"))
    return issue.name_of(article_id) or _words(QT_TRANSLATE_NOOP("Reasons", "Untitled"))


def source_words(source: Source) -> str:
    """Return what people call a kind of text that can be searched."""
    return _words(_SOURCES[source])


def passage_name(source: Source, name: str) -> str:
    """Return what people call the article, container or raw page a hit is in."""
    if source is Source.RAW:
        return f"{source_words(source)} · {name}"
    if source is not Source.ARTICLE:
        return source_words(source)
    return name or _words(QT_TRANSLATE_NOOP("Reasons", "Untitled"))


_SOURCES = {
    Source.ARTICLE: QT_TRANSLATE_NOOP("Reasons", "Articles"),
    Source.FURNITURE: QT_TRANSLATE_NOOP("Reasons", "Furniture"),
    Source.UNPLACED: QT_TRANSLATE_NOOP("Reasons", "Unplaced"),
    Source.RAW: QT_TRANSLATE_NOOP("Reasons", "Raw text"),
}
