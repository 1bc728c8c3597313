"""How fast is the lattice detector, how long do its models take to load, and how much memory do they need?

    python benchmarks/lattice_speed.py [FILE…]

Without files, a short text with some misread characters is repeated to the size of a page.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run without installing the package

from annotator.detect.context import CheckContext
from annotator.detect.lattice.lattice import make_lattice_detector
from annotator.lexicon.glyphs import load_glyph_channel
from annotator.lexicon.ngrams import load_language_model

TEXT = (
    "入冬以来，连降大雪袋盖了山村的道路。镇里组织干部职工和志愿者上路清雪，保证群众出行安全。村民王大爷说，往年这个时候"
    "车子进不来，今年路通得快，地里的大白菜和土豆都卖上了好价钱。据了解，人民政俯今年投入资金修建了排水沟和护拦，"
    "同时为每个村配备了一台铲雪车。下一步，镇里将继续完善应急预案，做好防寒保暖、物资储备和困难家庭走访工作。\n"
)


def memory() -> str:
    """Return the most memory the process has used, where the system says so."""
    try:
        import resource
    except ImportError:
        return "unknown"
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def main() -> None:
    """Load, check, and print a table."""
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]] or [TEXT * 20]
    before = memory()
    start = time.perf_counter()
    model, channel = load_language_model(), load_glyph_channel()
    loaded = time.perf_counter()
    detector = make_lattice_detector(model, channel)
    ready = time.perf_counter()
    print(f"models loaded in    {loaded - start:8.3f} s")
    print(f"detector made in    {ready - loaded:8.3f} s")
    for text in texts:
        start = time.perf_counter()
        flags = detector.flags(text, CheckContext())
        seconds = time.perf_counter() - start
        print(
            f"whole page          {len(text) / seconds:8.0f} characters/s  ({len(text)} characters, {len(flags)} flags)"
        )
        lines = text.split("\n")
        start = time.perf_counter()
        detector.flags_of_texts(lines, CheckContext())
        print(f"its lines together  {len(text) / (time.perf_counter() - start):8.0f} characters/s")
        start = time.perf_counter()
        for line in lines:
            detector.flags(line, CheckContext())
        print(f"line by line        {len(text) / (time.perf_counter() - start):8.0f} characters/s")
    print(f"memory              {before} before, {memory()} at most")


if __name__ == "__main__":
    main()
