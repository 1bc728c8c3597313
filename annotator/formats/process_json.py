"""The JSON of ``annotator process`` (schema ``annotator/process-1``, see docs/json.md); offsets in code points."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Block, Role
from annotator.model.decision import Decision, Jump
from annotator.model.flag import Flag
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.text.widths import is_blank_text

SCHEMA = "annotator/process-1"


def json_lines(data: Mapping[str, Any], *, ensure_ascii: bool = False) -> str:
    """Return an object as JSON with a line for each member, and for each item of a member that is a list.

    So an article, a page or a doubt is one line for tools that go by lines; and the encoder in C can be used,
    which does not indent: it takes a sixth of the time.

    Args:
        data: the object.
        ensure_ascii: whether everything beyond ASCII is escaped.
    """
    members = []
    for name, value in data.items():
        if isinstance(value, list) and value:
            items = ",\n  ".join(json.dumps(item, ensure_ascii=ensure_ascii) for item in value)
            written = f"[\n  {items}\n ]"
        else:
            written = json.dumps(value, ensure_ascii=ensure_ascii)
        members.append(f" {json.dumps(name)}: {written}")
    return "{\n" + ",\n".join(members) + "\n}"


def issue_json(issue: Issue, threshold: float = 0.0) -> dict[str, Any]:
    """Return an issue as JSON data; flags below ``threshold`` are left out."""
    return {
        "schema": SCHEMA,
        "offset_unit": "code_point",
        "pages": [_page(page) for page in issue.pages.values()],
        "articles": [_article(issue, article_id) for article_id in issue.order],
        "furniture": [
            {**_piece(issue, page, start, end), "role": role.value}
            for page, start, end, role in _pieces(issue, FURNITURE_ID)
        ],
        "unplaced": [_piece(issue, page, start, end) for page, start, end, _ in _pieces(issue, UNPLACED_ID)],
        "decisions": [_decision(issue, decision) for decision in issue.decisions.values()],
        "flags": [
            flag_json(flag, {"article": article_id, "block": index})
            for article_id in issue.order
            for index, block_id in enumerate(issue.articles[article_id].blocks)
            for flag in issue.flags.get(block_id, ())
            if flag.score >= threshold
        ],
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "name": page.name,
        "number": page.number,
        "encoding": page.encoding,
        "characters": len(page.raw),
        "sha256": page.sha256,
    }


def _article(issue: Issue, article_id: str) -> dict[str, Any]:
    def head(role: Role) -> str | None:
        texts = issue.texts_of_role(article_id, role)
        return texts[0] if texts else None

    return {
        "id": article_id,
        "kicker": head(Role.KICKER),
        "title": head(Role.TITLE),
        "subtitle": head(Role.SUBTITLE),
        "byline": head(Role.BYLINE),
        "blocks": [_block(block) for block in issue.blocks_of(article_id)],
        "jumps": [_jump(issue, article_id, jump) for jump in _jumps_of(issue, article_id)],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "role": block.role.value,
        "text": block.text,
        "runs": [
            {"page": run.page, "start": run.start, "end": run.end, "text": run.text, "origin": run.origin}
            for run in block.runs
        ],
    }


def _jumps_of(issue: Issue, article_id: str) -> Iterator[Jump]:
    blocks = set(issue.articles[article_id].blocks)
    return (jump for jump in issue.jumps.values() if {jump.source, jump.target} & blocks)


def _jump(issue: Issue, article_id: str, jump: Jump) -> dict[str, Any]:
    def end(block_id: str | None) -> dict[str, Any] | None:
        if block_id is None:
            return None
        listed = issue.articles[article_id].blocks
        runs = issue.blocks[block_id].runs
        place = listed.index(block_id) if block_id in listed else None
        return {"page": runs[0].page if runs else None, "block": place}

    return {"marker": jump.marker, "from": end(jump.source), "to": end(jump.target)}


def _pieces(issue: Issue, container: str) -> Iterator[tuple[str, int, int, Role]]:
    """Yield the raw stretches of a container; runs with only blanks between them are one stretch."""
    for block in issue.blocks_of(container):
        stretch: tuple[str, int, int] | None = None
        for run in block.runs:
            if run.start == run.end:
                continue
            if (
                stretch is not None
                and stretch[0] == run.page
                and run.start >= stretch[2]
                and is_blank_text(issue.pages[run.page].raw[stretch[2] : run.start])
            ):
                stretch = (run.page, stretch[1], run.end)
                continue
            if stretch is not None:
                yield (*stretch, block.role)
            stretch = (run.page, run.start, run.end)
        if stretch is not None:
            yield (*stretch, block.role)


def _piece(issue: Issue, page: str, start: int, end: int) -> dict[str, Any]:
    return {"page": page, "start": start, "end": end, "text": issue.pages[page].raw[start:end]}


def _decision(issue: Issue, decision: Decision) -> dict[str, Any]:
    block = next((block_id for block_id in decision.blocks if block_id in issue.blocks), None)
    return {
        "kind": decision.kind.value,
        "confidence": round(decision.confidence, 4),
        "reason": decision.reason,
        "values": list(decision.values),
        "article": issue.article_of(block).id if block else None,
        "blocks": [_block_place(issue, block_id) for block_id in decision.blocks if block_id in issue.blocks],
        "alternatives": list(decision.alternatives),
        "status": decision.status.value,
    }


def _block_place(issue: Issue, block_id: str) -> dict[str, Any]:
    article = issue.article_of(block_id)
    return {"article": article.id, "block": article.blocks.index(block_id)}


def flag_json(flag: Flag, place: dict[str, Any]) -> dict[str, Any]:
    """Return a flag as JSON data, after the entries that say where it is."""
    return {
        **place,
        "start": flag.start,
        "end": flag.end,
        "text": flag.text,
        "score": round(flag.score, 4),
        "detector": flag.detector,
        "reason": flag.reason,
        "values": list(flag.values),
        "candidates": [
            {"text": candidate.text, "score": round(candidate.score, 4)} for candidate in flag.candidates
        ],
    }


def verify(data: dict[str, Any], raws: dict[str, str]) -> list[str]:
    """Check written JSON against the raw texts by page id; return codes of what does not agree.

    Every block must be spelt by its runs, every flag must lie on its text, and every non-blank raw character must
    be in exactly one run, furniture piece or unplaced piece.
    """
    found: list[str] = []
    claims: dict[str, list[tuple[int, int]]] = {page: [] for page in raws}
    texts: dict[tuple[str, int], str] = {}
    for article in data["articles"]:
        for index, block in enumerate(article["blocks"]):
            texts[article["id"], index] = block["text"]
            spelt = []
            for run in block["runs"]:
                claims[run["page"]].append((run["start"], run["end"]))
                raw = raws[run["page"]][run["start"] : run["end"]]
                spelt.append(raw if run["text"] is None else run["text"])
            if "".join(spelt) != block["text"]:
                found.append(f"block.text {article['id']}:{index}")
    for piece in (*data["furniture"], *data["unplaced"]):
        claims[piece["page"]].append((piece["start"], piece["end"]))
        if raws[piece["page"]][piece["start"] : piece["end"]] != piece["text"]:
            found.append(f"piece.text {piece['page']}:{piece['start']}")
    found += [
        f"flag.text {flag['article']}:{flag['block']}:{flag['start']}"
        for flag in data["flags"]
        if texts.get((flag["article"], flag["block"]), "")[flag["start"] : flag["end"]] != flag["text"]
    ]
    for page, ranges in claims.items():
        found += _coverage(page, raws[page], ranges)
    return found


def _coverage(page: str, raw: str, ranges: list[tuple[int, int]]) -> list[str]:
    found = []
    position = 0
    for start, end in [*sorted(ranges), (len(raw), len(raw))]:
        if start < position and start < end:
            found.append(f"raw.twice {page}:{start}")
        if not is_blank_text(raw[position:start]):
            found.append(f"raw.uncovered {page}:{position}-{start}")
        position = max(position, end)
    return found
