"""How many decisions does a page cost an editor as the program learns from the pages before?

    python benchmarks/learning_curve.py [PAGES]

A simulated editor works through 50 made-up pages in one project, once with learning and once without. Names, terms and
misreadings come back from page to page, as they do in a newspaper.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # run without installing the package

from helpers.simulated_editor import Editor, Tally, made_pages  # noqa: E402

from annotator.services.checks.checking import load_models  # noqa: E402
from annotator.services.project.session import Session  # noqa: E402

_GROUP = 5


def work(pages: int, *, learning: bool) -> list[Tally]:
    """Return what each page cost."""
    with tempfile.TemporaryDirectory() as folder:
        # Somebody's own house rules would disturb the figures.
        os.environ["ANNOTATOR_HOME"] = folder
        with Session.create(Path(folder) / "p.annotator", "learning") as session:
            editor = Editor(session, load_models(), learning=learning)
            return [editor.work(page) for page in made_pages(pages)]


def main() -> None:
    """Print the curve."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with_, without = work(pages, learning=True), work(pages, learning=False)
    print("            decisions a page        of these: kept (false doubts)   typed (missed)")
    print("   pages   errors  learning  without      learning  without      learning  without")
    for first in range(0, pages, _GROUP):
        one, other = with_[first : first + _GROUP], without[first : first + _GROUP]
        count = len(one)

        def mean(tallies: list[Tally], name: str, count: int = count) -> float:
            return sum(getattr(tally, name) for tally in tallies) / count

        print(
            f"  {first + 1:>2}–{first + count:<3} {mean(one, 'errors'):>8.1f}"
            f"  {mean(one, 'decisions'):>8.1f} {mean(other, 'decisions'):>8.1f}"
            f"      {mean(one, 'kept'):>8.1f} {mean(other, 'kept'):>8.1f}"
            f"      {mean(one, 'typed'):>8.1f} {mean(other, 'typed'):>8.1f}"
        )
    print("page by page, learning:", " ".join(str(tally.decisions) for tally in with_))


if __name__ == "__main__":
    main()
