#!/usr/bin/env python3
"""How right lexicons and models are on comments that neither their authors nor their teachers have seen: held_back.py CODED.csv OUT_DIR

Each lexicon of benches/held_back/ was written from four fifths of the coded comments and the framework's definitions, by somebody who saw
neither the last fifth nor any other lexicon. Its name is the number of the fifth that was held back (see `is_held_back`). Prints the figures
on that fifth, micro-F1, macro-F1 (themes coded 5 times or more) and precision, of the lexicon alone and of models learned from so many of
the other comments: means of three draws, and what each draw gained.
"""
import sys
from functools import partial
from pathlib import Path

from learning import PARTS, coded_comments, curve, number

LEXICONS = Path(__file__).parent / "held_back"
DRAWS = ["order", "second order", "third order"]


def is_held_back(fifth, comment):
    return number("fifth|" + comment) % PARTS == fifth


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    coded, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    comments, themes = coded_comments(coded)
    for lexicon in sorted(LEXICONS.glob("*.lexicon")):
        fifth = int(lexicon.stem)
        is_aside = partial(is_held_back, fifth)
        draws = [curve(comments, themes, [(lexicon, is_aside, order)], out) for order in DRAWS]
        print(f"\nfifth {fifth}: {sum(is_aside(comment['comment_id']) for comment in comments):,} comments held back")
        for size in draws[0]:
            # Of the model, of the lexicon alone, and of both over comments in other words than any that was learned from.
            means = [mean([figures[size][who] for figures in draws]) for who in range(4)]
            gains = " ".join(f"{micro:+.3f}/{macro_f1:+.3f}" for figures in draws for micro, macro_f1 in figures[size][4])
            print(f"{size:,}: model {told(means[0])}, lexicon alone {told(means[1])}, in other words {told(means[2])} and {told(means[3])}; gains {gains}", flush=True)


def mean(figures):
    return [sum(values) / len(values) for values in zip(*figures)]


def told(figures):
    return " ".join(f"{figure:.3f}" for figure in figures)


if __name__ == "__main__":
    main()
