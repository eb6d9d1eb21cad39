#!/usr/bin/env python3
"""How right lexicons and models are on comments that neither their authors nor their teachers have seen: held_back.py CODED.csv FIRST.tsv OUT_DIR

Each lexicon of benches/held_back/ was written from four fifths of the coded comments and the framework's definitions, by somebody who saw
neither the last fifth nor any other lexicon. Its name is the number of the fifth that was held back (see `is_held_back`). Prints the figures
on that fifth, micro-F1, macro-F1 (themes coded 5 times or more) and precision, of the lexicon alone and of models learned from so many of
the other comments: means of three draws, and what each draw gained. For comparison the figures of the lexicon on the comments that it was
written from, and of FIRST.tsv (theme<TAB>regex) on the fifth, which says how hard the fifth is.
"""
import sys
from functools import partial
from pathlib import Path

from learning import PARTS, Counts, curve, lexicon_of, number
from unseen import Comments

LEXICONS = Path(__file__).parent / "held_back"
DRAWS = ["order", "second order", "third order"]


def is_held_back(fifth, comment):
    return number("fifth|" + comment) % PARTS == fifth


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    coded, first, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    comments = Comments(coded, out)
    first = lexicon_of(first, out)
    for lexicon in sorted(LEXICONS.glob("*.lexicon")):
        fifth = int(lexicon.stem)
        is_aside = partial(is_held_back, fifth)
        draws = [curve(comments.comments, comments.columns, [(lexicon, is_aside, order)], out) for order in DRAWS]
        print(f"\nfifth {fifth}: {sum(map(is_aside, comments.gold)):,} comments held back")
        written_from = figures_of(comments, lexicon, lambda comment: not is_aside(comment))
        print(f"lexicon alone on what it was written from {told(written_from)}; the first list on what is held back {told(figures_of(comments, first, is_aside))}")
        for size in draws[0]:
            # Of the model, of the lexicon alone, and of both over comments in other words than any that was learned from.
            means = [mean([figures[size][who] for figures in draws]) for who in range(4)]
            gains = " ".join(f"{micro:+.3f}/{macro_f1:+.3f}" for figures in draws for micro, macro_f1 in figures[size][4])
            print(f"{size:,}: model {told(means[0])}, lexicon alone {told(means[1])}, in other words {told(means[2])} and {told(means[3])}; gains {gains}", flush=True)


def figures_of(comments, lexicon, is_wanted):
    counts = Counts()
    for comment, (_, themes, _) in comments.run(lexicon).items():
        if is_wanted(comment):
            counts.add(themes, comments.gold[comment])
    return counts.figures()


def mean(figures):
    return [sum(values) / len(values) for values in zip(*figures)]


def told(figures):
    return " ".join(f"{figure:.3f}" for figure in figures)


if __name__ == "__main__":
    main()
