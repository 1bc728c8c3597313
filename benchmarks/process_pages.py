"""How long does one page take, and how much memory? Prints seconds by part and the peak memory of the process.

Usage: ``python benchmarks/process_pages.py [FILE …]``, the pages of one issue; the built-in sample without any.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from annotator.services.checks.checking import load_models
from annotator.services.files.sample_pages import sample_files
from annotator.services.rebuilding.importing import collect_files, import_issue


def main() -> None:
    """Import the files once and print the table."""
    files = collect_files(Path(name) for name in sys.argv[1:]) if sys.argv[1:] else sample_files()
    begin = time.perf_counter()
    models = load_models()
    loading = time.perf_counter() - begin
    imported = import_issue(files, models=models)
    characters = sum(len(page.raw) for page in imported.issue.pages.values())
    timing = imported.timing
    flags = sum(map(len, imported.issue.flags.values()))
    print(f"pages {len(files)}, characters {characters}, articles {len(imported.issue.order)}, flags {flags}")
    for name, seconds in (
        ("loading the models, once", loading),
        ("reading", timing.reading),
        ("reconstructing", timing.reconstructing),
        ("checking", timing.checking),
        (
            "all but loading, per page",
            (timing.reading + timing.reconstructing + timing.checking) / len(files),
        ),
    ):
        print(f"{name:28} {seconds:8.3f} s")
    print(f"{'peak memory':28} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
