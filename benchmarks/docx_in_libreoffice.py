"""Does LibreOffice make of tracked changes what we mean? Accepted: the corrected text; rejected: the raw one.

Usage: ``python benchmarks/docx_in_libreoffice.py [--documents N] [--seed N]``; needs ``soffice`` on the path.

The built-in sample is edited at random: characters replaced, inserted and taken out, paragraphs split and joined, and
joined again after splitting. Each document goes through LibreOffice twice, in one headless run. Prints how many came
out as they should, and the first differences of the others; exit status 1 if there are any.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from annotator.formats.docx_document import tracked_docx
from annotator.formats.xml_text import xml_text
from annotator.model.issue import Issue
from annotator.model.operations import JoinBlocks, OperationError, ReplaceText, SplitBlock, perform
from annotator.services.files.sample_pages import sample_files
from annotator.services.rebuilding.importing import import_issue

_CHARACTERS = "网络覆盖的了是，。张A1 "
_PATIENCE = 500  # seconds

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(folder As String)
  Dim name As String, hidden(0) As New com.sun.star.beans.PropertyValue
  Dim text(1) As New com.sun.star.beans.PropertyValue, none()
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  text(0).Name = "FilterName" : text(0).Value = "Text (encoded)"
  text(1).Name = "FilterOptions" : text(1).Value = "UTF8,LF,,,"
  Dim helper As Object : helper = createUnoService("com.sun.star.frame.DispatchHelper")
  Dim names(2000) As String, n As Integer, i As Integer, way As Integer
  name = Dir(folder &amp; "/*.docx", 0)
  While name &lt;&gt; ""
    names(n) = name : n = n + 1
    name = Dir()
  Wend
  For i = 0 To n - 1
    For way = 0 To 1
      Dim document As Object
      document = StarDesktop.loadComponentFromURL(ConvertToURL(folder &amp; "/" &amp; names(i)), "_blank", 0, hidden())
      Dim frame As Object : frame = document.CurrentController.Frame
      If way = 0 Then
        helper.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, none())
      Else
        helper.executeDispatch(frame, ".uno:RejectAllTrackedChanges", "", 0, none())
      End If
      document.storeToURL(ConvertToURL(folder &amp; "/" &amp; names(i) &amp; "." &amp; way &amp; ".txt"), text())
      document.close(True)
    Next way
  Next i
  StarDesktop.terminate()
End Sub
</script:module>
"""

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""


def main() -> int:
    """Make the documents, have LibreOffice settle them, and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    office = shutil.which("soffice")
    if office is None:
        print("soffice is not on the path")
        return 2
    base = import_issue(sample_files(), models=None).issue
    chance = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = {}
        counts: Counter[str] = Counter()
        for number in range(chosen.documents):
            issue = _edited(base, chance, counts)
            path = folder / f"{number:04}.docx"
            path.write_bytes(tracked_docx(issue, base, base.order))
            expected[path] = (_texts(issue), _texts(base))
        _settle(office, folder)
        wrong = [line for path, pair in expected.items() for line in _differences(path, pair)]
    print(f"{chosen.documents} documents; changes: " + ", ".join(f"{n} {kind}" for kind, n in counts.items()))
    print(f"  differences in {len(wrong)} of {2 * chosen.documents} texts")
    print("".join(f"  {line}\n" for line in wrong[:10]), end="")
    return 1 if wrong else 0


def _edited(issue: Issue, chance: random.Random, counts: Counter[str]) -> Issue:
    fresh = 0
    for _ in range(chance.randint(5, 60)):
        article = chance.choice(issue.order)
        blocks = list(issue.blocks_of(article))
        block = chance.choice([block for block in blocks if block.text])
        at = chance.randrange(len(block.text) + 1)
        end = min(len(block.text), at + chance.randrange(4))
        kind = chance.choice(("replaced", "replaced", "split", "joined"))
        follower = blocks[blocks.index(block) + 1] if block is not blocks[-1] else None
        if kind == "replaced":
            text = "".join(chance.choices(_CHARACTERS, k=chance.randrange(4)))
            operation = ReplaceText(block.id, at, end, text, block.text[at:end], "typing@甲")
        elif kind == "split":
            fresh += 1
            operation = SplitBlock(block.id, at, f"n{fresh}")
        elif follower is not None:
            operation = JoinBlocks(block.id, follower.id)
        else:
            continue
        try:
            issue = perform(issue, operation).issue
        except OperationError:
            continue
        counts[kind] += 1
    return issue


def _texts(issue: Issue) -> list[str]:
    return [xml_text(block.text) for name in issue.order for block in issue.blocks_of(name)]


def _settle(office: str, folder: Path) -> None:
    """Have LibreOffice write each document as text twice: with all changes accepted, and with all rejected."""
    profile = folder / "profile"
    basic = profile / "user" / "basic" / "Standard"
    run = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    subprocess.run([*run, "--terminate_after_init"], check=False, timeout=_PATIENCE)
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "Module1.xba").write_text(_MACRO, "utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    subprocess.run([*run, f'macro:///Standard.Module1.Settle("{folder}")'], check=True, timeout=_PATIENCE)


def _differences(path: Path, expected: tuple[Sequence[str], Sequence[str]]) -> list[str]:
    found = []
    for way, (wanted, said) in enumerate(zip(expected, ("accepted", "rejected"), strict=True)):
        written = path.with_name(f"{path.name}.{way}.txt")
        if not written.exists():
            found.append(f"{path.name} {said}: nothing was written")
            continue
        lines = written.read_text("utf-8-sig").split("\n")
        if lines and not lines[-1]:
            lines.pop()
        if lines != list(wanted):
            pairs = zip([*wanted, ""], [*lines, ""], strict=False)
            place = next((at for at, (one, other) in enumerate(pairs) if one != other), -1)
            found.append(
                f"{path.name} {said}: paragraph {place}: {wanted[place : place + 1]} came as {lines[place : place + 1]}"
            )
    return found


if __name__ == "__main__":
    sys.exit(main())
