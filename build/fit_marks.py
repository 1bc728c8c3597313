"""Train the network of ``annotator.detect.detectors.mark_network``, and write it to ``resources/models/marks``.

Needs jax besides the program's own packages. The data are no part of the project: clean news text (records with
``title``, ``paragraphs``), newspaper text read by OCR engines (records with ``gold``), whose articles are left out so
that figures on it are honest, and FASPell's training split (records with ``src``, ``tgt``), which tells what is read
for what::

    python build/fit_marks.py news-dev.jsonl newspaper-dev.jsonl faspell_ocr_train.jsonl [--steps N]

Marks of the clean text are dropped, exchanged and invented as OCR engines do it; a few Han characters are misread too.
The network learns to say, for each gap between two characters, which mark is missing there, and for each mark, which
one was printed. Every fiftieth article is kept apart; the figures printed are measured on those. Run
``build/fit_mark_judge.py`` afterwards.

``alphabet``     uint32: code points with an embedding of their own, ascending
``embeddings``   int8 [3 + characters, width], ``scales`` float32 by row: padding, unknown, digit, then the alphabet
``words``        float32 [4, width]: what a character's place in its word adds (alone, first, inside, last)
``weights_n``, ``biases_n``  float16: the layers; see ``annotator.detect.detectors.mark_network``
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import jax
import jax.numpy as jnp
import numpy as np

from annotator.detect.detectors.mark_network import (
    KEEP,
    LAYERS,
    MARKS,
    PADDING,
    SIGNS,
    canonical,
    encode,
    word_places,
)

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "marks"
Weights = dict[str, jax.Array]
WIDTH, INNER = 32, 64
LENGTH, BATCH = 256, 64
LEAST_COUNT = 12
SHARED = 15
"""An article that shares more pieces of twelve characters with the newspaper text is left out."""
CLASS = {mark: number for number, mark in enumerate(MARKS)}

# How often an engine loses a mark, and what it reads instead, by what was printed; shares of all misreadings.
LOST = {
    "，": 0.5,
    "。": 0.6,
    "、": 0.8,
    "“": 0.9,
    "”": 0.7,
    "《": 0.3,
    "》": 0.4,
    "（": 0.3,
    "）": 0.4,
    "；": 0.3,
    "：": 0.4,
    "—": 0.5,
    "·": 0.6,
}
READ_AS = {
    "，": "：.，、；。：.，·",
    "。": "，·：*，·.，；，·-”",
    "、": "，·：.丶，·",
    "；": "：，：，",
    "：": "；，.",
    "？": "。2？",
    "！": "1，",
    "—": "一一-",
    "《": "（〈",
    "》": "）〉",
    "（": "《【(",
    "）": "；》)",
    "”": "，。’",
    "“": "”’‘",
    "·": "：.，",
}
INVENTED = ".：·，.：··、*`-，"
"""What an engine reads where nothing was printed."""


def spoil(
    text: str, rate: float, random: Random, misread: dict[str, str]
) -> tuple[str, list[int], list[int]]:
    """Spoil a text; returns what is read, and for each character the class of the mark missing after it, and its own.

    The class of a character's own is -1 where it is no sign.
    """
    characters: list[str] = []
    gaps: list[int] = []
    owns: list[int] = []
    for at, true in enumerate(text):
        read = true
        own = CLASS.get(true, KEEP)
        if true in CLASS:
            # At the end of a paragraph marks are lost more often.
            more = 3 if true == "。" and at + 1 == len(text) else 1
            if random.random() < rate * more:
                lost = LOST.get(true, 0.4) if more == 1 else 0.9
                if random.random() < lost:
                    if gaps and not gaps[-1]:
                        gaps[-1] = CLASS[true]
                    continue
                if true in READ_AS:
                    read = random.choice(READ_AS[true])
        elif true in misread and random.random() < rate / 3:
            read = random.choice(misread[true])
        characters.append(read)
        gaps.append(0)
        owns.append(own if read in SIGNS else -1)
        if random.random() < rate / 60:
            characters.append(random.choice(INVENTED))
            gaps.append(gaps[-1])
            gaps[-2] = 0
            owns.append(0)
    return "".join(characters), gaps, owns


def spoilt(
    articles: list[list[str]], random: Random, misread: dict[str, str]
) -> tuple[str, list[np.ndarray]]:
    """Spoil all articles anew.

    Returns:
        The text, texts padded apart, and for each character its place in its word, the class of the mark missing
        after it, and the class of the mark it is.
    """
    texts: list[str] = []
    columns: tuple[list[np.ndarray], ...] = ([], [], [])
    order = list(articles)
    random.shuffle(order)
    for article in order:
        rate = random.choice([0.0, 0.03, 0.08, 0.15, 0.25])
        for text in article:
            read, after, own = spoil(text, rate, random, misread)
            texts.append(read + "\n" * PADDING)
            columns[0].append(np.append(word_places(read), [0] * PADDING))
            columns[1].append(np.array(after + [-1] * PADDING))
            columns[2].append(np.array(own + [-1] * PADDING))
    return "".join(texts), [np.concatenate(column) for column in columns]


def first_weights(count: int, random: np.random.Generator) -> Weights:
    """Return weights to begin with."""
    weights = {
        "embeddings": random.normal(0, 0.3, (count, WIDTH)),
        "words": random.normal(0, 0.3, (4, WIDTH)),
    }
    width = WIDTH
    for number, (reach, _) in enumerate(LAYERS):
        size = (2 * reach + 1) * width
        weights[f"weights_{number}"] = random.normal(0, np.sqrt(1.6 / size), (size, INNER))
        weights[f"biases_{number}"] = np.zeros(INNER)
        width = INNER
    classes = 2 * (KEEP + 1)
    weights[f"weights_{len(LAYERS)}"] = random.normal(0, np.sqrt(1 / width), (width, classes))
    weights[f"biases_{len(LAYERS)}"] = np.zeros(classes)
    return {name: jnp.asarray(value, dtype=jnp.float32) for name, value in weights.items()}


def outputs(
    weights: Weights, codes: jax.Array, places: jax.Array, key: jax.Array, dropped: bool
) -> list[jax.Array]:
    """Return the scores of both heads; the same sums as ``annotator.detect.detectors.mark_network`` makes."""
    here = weights["embeddings"][codes] + weights["words"][places]
    here = here * (codes > 0)[..., None]
    if dropped:
        key, own = jax.random.split(key)
        here = here * jax.random.bernoulli(own, 0.9, codes.shape)[..., None]
    for number, (reach, step) in enumerate(LAYERS):
        pad = reach * step
        wide = jnp.pad(here, ((0, 0), (pad, pad), (0, 0)))
        length = codes.shape[1]
        windows = jnp.concatenate(
            [wide[:, at * step : at * step + length] for at in range(2 * reach + 1)], axis=-1
        )
        after = jax.nn.relu(windows @ weights[f"weights_{number}"] + weights[f"biases_{number}"])
        if dropped:
            key, own = jax.random.split(key)
            after = after * jax.random.bernoulli(own, 0.85, after.shape) / 0.85
        here = after + here if here.shape == after.shape else after
    scores = here @ weights[f"weights_{len(LAYERS)}"] + weights[f"biases_{len(LAYERS)}"]
    gaps, owns = jnp.split(scores, 2, axis=-1)
    return [gaps, owns]


def loss(weights: Weights, batch: list[jax.Array], key: jax.Array) -> jax.Array:
    """Return the mean cross-entropy of both heads."""
    codes, places, gaps, owns = batch
    total = jnp.zeros(())
    for scores, wanted in zip(outputs(weights, codes, places, key, True), (gaps, owns), strict=True):
        logs = jax.nn.log_softmax(scores)
        used = wanted >= 0
        picked = jnp.take_along_axis(logs, jnp.maximum(wanted, 0)[..., None], axis=-1)[..., 0]
        total -= jnp.where(used, picked, 0.0).sum()
    decay = sum((weights[f"weights_{n}"] ** 2).sum() for n in range(len(LAYERS)))
    return total / codes.size + 2e-6 * decay


@jax.jit  # type: ignore[untyped-decorator]
def step(
    weights: Weights,
    first: Weights,
    second: Weights,
    count: jax.Array,
    rate: jax.Array,
    batch: list[jax.Array],
    key: jax.Array,
) -> tuple[Weights, Weights, Weights, jax.Array]:
    """Take one step of Adam (Kingma and Ba 2015)."""
    value, slope = jax.value_and_grad(loss)(weights, batch, key)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, slope)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, slope)
    weights = jax.tree.map(
        lambda w, m, v: w - rate * (m / (1 - 0.9**count)) / (jnp.sqrt(v / (1 - 0.999**count)) + 1e-8),
        weights,
        first,
        second,
    )
    return weights, first, second, value


def report(weights: Weights, held: list[np.ndarray], alphabet: np.ndarray) -> None:
    """Print recall of lost and of changed marks against false alarms per 1000 characters."""
    codes, places, gaps, owns = held
    observed = observed_classes(alphabet)[codes]
    heads = jax.jit(lambda c, p: outputs(weights, c, p, jax.random.PRNGKey(0), False))(
        codes[None], places[None]
    )
    size = (codes > 0).sum()
    nothing = np.zeros(len(codes), dtype=np.int64)
    for name, scores, wanted, now in zip(
        ("lost", "changed"), heads, (gaps, owns), (nothing, observed), strict=True
    ):
        share = np.asarray(jax.nn.softmax(scores[0]))
        used = wanted >= 0
        error = (wanted != now) & used
        order = np.argsort(-np.where(used, 1 - share[np.arange(len(codes)), now], -1))
        hits, false = np.cumsum(error[order]), np.cumsum((~error & used)[order])
        recalls = [
            hits[np.searchsorted(false, limit * size / 1000)] / error.sum() for limit in (0.5, 1, 2, 5)
        ]
        print(
            f"  {name}: {error.sum()} of {size}, recall at .5, 1, 2, 5 per 1000:",
            *(f"{recall:.3f}" for recall in recalls),
            f"class right {(share.argmax(axis=1) == wanted)[error].mean():.3f}",
            flush=True,
        )


def observed_classes(alphabet: np.ndarray) -> np.ndarray:
    """Return the class of what each code shows."""
    result = np.full(len(alphabet) + 3, KEEP)
    for mark, number in CLASS.items():
        result[encode(mark, alphabet)] = number
    return result


def pieces(text: str) -> set[str]:
    """Return all pieces of twelve characters."""
    return {text[at : at + 12] for at in range(len(text) - 11)}


def read_articles(clean: Path, newspaper: Path) -> tuple[list[list[str]], list[list[str]]]:
    """Return the articles to learn from and those kept apart; none shares text with the newspaper."""
    known: set[str] = set()
    for line in newspaper.open(encoding="utf-8"):
        known |= pieces(json.loads(line)["gold"])
    articles = []
    for line in clean.open(encoding="utf-8"):
        record = json.loads(line)
        if len(pieces("\n".join(record["paragraphs"])) & known) <= SHARED:
            articles.append([canonical(text) for text in (record["title"], *record["paragraphs"])])
    return [article for number, article in enumerate(articles) if number % 50], articles[::50]


def read_misreadings(lines: Path) -> dict[str, str]:
    """Return for each character those that were read for it, one after the other."""
    found: dict[str, str] = {}
    for line in lines.open(encoding="utf-8"):
        record = json.loads(line)
        for read, true in zip(record["src"], record["tgt"], strict=True):
            if read != true:
                found[true] = found.get(true, "") + read
    return found


def main() -> None:
    """Train, print figures on the articles kept apart, write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("clean", "newspaper", "lines"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--steps", type=int, default=2500)
    arguments = parser.parse_args()
    articles, apart = read_articles(arguments.clean, arguments.newspaper)
    misread = read_misreadings(arguments.lines)
    counts = Counter(character for article in articles for text in article for character in text)
    known = {character for character, count in counts.items() if count >= LEAST_COUNT} | set(SIGNS)
    alphabet = np.array(sorted(ord(one) for one in known if not one.isdigit()), dtype=np.uint32)
    random = Random(1)
    text, columns = spoilt(apart, Random(2), misread)
    held = [encode(text, alphabet), *columns]
    weights = first_weights(len(alphabet) + 3, np.random.default_rng(1))
    first = second = jax.tree.map(jnp.zeros_like, weights)
    key = jax.random.PRNGKey(3)
    done, total = 0, 0.0
    while done < arguments.steps:
        for batch in batches(articles, random, misread, alphabet):
            key, own = jax.random.split(key)
            done += 1
            rate = jnp.asarray(2e-3 * min(1, done / 100) * max(0.02, 1 - done / arguments.steps))
            weights, first, second, value = step(weights, first, second, jnp.asarray(done), rate, batch, own)
            total += float(value)
            if done % 500 == 0:
                print(f"{done}: {total / 500:.4f}", flush=True)
                report(weights, held, alphabet)
                total = 0.0
            if done >= arguments.steps:
                break
    write(TARGET, alphabet, {name: np.asarray(value) for name, value in weights.items()})


def batches(
    articles: list[list[str]], random: Random, misread: dict[str, str], alphabet: np.ndarray
) -> Iterator[list[jax.Array]]:
    """Spoil the articles and yield them in batches, rows in random order."""
    text, columns = spoilt(articles, random, misread)
    arrays = [encode(text, alphabet), *columns]
    offset = random.randrange(LENGTH)
    rows = (len(text) - offset) // LENGTH
    arrays = [array[offset : offset + rows * LENGTH].reshape(rows, LENGTH) for array in arrays]
    order = np.array(random.sample(range(rows), rows))
    for begin in range(0, rows - BATCH + 1, BATCH):
        yield [jnp.asarray(array[order[begin : begin + BATCH]]) for array in arrays]


def write(target: Path, alphabet: np.ndarray, weights: dict[str, np.ndarray]) -> None:
    """Write the tables."""
    target.mkdir(parents=True, exist_ok=True)
    scales = np.abs(weights["embeddings"]).max(axis=1) / 127 + 1e-9
    np.save(target / "alphabet.npy", alphabet)
    np.save(target / "embeddings.npy", np.round(weights["embeddings"] / scales[:, None]).astype(np.int8))
    np.save(target / "scales.npy", scales.astype(np.float32))
    np.save(target / "words.npy", weights["words"].astype(np.float32))
    for number in range(len(LAYERS) + 1):
        for kind in ("weights", "biases"):
            np.save(target / f"{kind}_{number}.npy", weights[f"{kind}_{number}"].astype(np.float16))


if __name__ == "__main__":
    main()
