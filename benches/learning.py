#!/usr/bin/env python3
"""How much coded comments teach: learning.py CODED.csv LEXICON... OUT_DIR [--plot PLOT.svg]

CODED.csv has the columns comment_id, question and text, and one column of 0 and 1 for each theme. A fifth of the comments (by a hash of
their ids) is set aside; from so many of the others a model is learned (yousaid learn) and the fifth is coded with it (yousaid run
--model); then the next fifth. Prints micro-F1, macro-F1 (themes coded 5 times or more) and precision over all fifths, of
the model and of the lexicon alone. A LEXICON may also be a table theme<TAB>regex, which is made into a lexicon first: patterns of a theme put
together, those that look ahead or back left out.
"""
import csv
import hashlib
import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

PROGRAM = Path(__file__).parent.parent / "target/release/yousaid"
SIZES = [100, 500, 1000, None]
PARTS = 5
MOST_PATTERNS = 6
PROFILE = '[[file]]\nname = "*.csv"\n[file.columns]\ntext = "open"\nquestion = "question"\ncomment_id = "identifier"\n'


def number(text):
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def theme_id(column):
    return re.sub(r"[^a-z0-9]+", "-", column.lower()).strip("-")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def coded_comments(path):
    """The comments, and which of their columns are themes."""
    comments = rows(path)
    return comments, [c for c in comments[0] if c not in ("comment_id", "question", "text", "sentiment")]


def write(path, table, columns):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(table)


def lexicon_of(path, out):
    """A table of regular expressions as a lexicon; any other file as it is."""
    if path.suffix != ".tsv":
        return path
    made = out / (path.stem + ".csv")
    with open(path, encoding="utf-8") as file, open(made, "w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["priority", "theme", "theme id", "rule"])
        patterns = {}
        for line in list(file)[1:]:
            theme, pattern = line.rstrip("\n").split("\t")
            # What looks ahead or back is no pattern of a lexicon.
            if not re.search(r"\(\?<?[=!]", pattern):
                patterns.setdefault(theme, []).append(pattern)
        for theme, of_theme in patterns.items():
            # A lexicon holds 200 such rules, and they begin and end where words do.
            for first in range(MOST_PATTERNS):
                together = "|".join(of_theme[first::MOST_PATTERNS])
                if together:
                    writer.writerow(["All", theme, theme_id(theme), rf'regex "(?i)\w*(?:{together})\w*"'])
    return made


class Counts:
    def __init__(self):
        self.right, self.found, self.coded = Counter(), Counter(), Counter()

    def add(self, found, coded):
        self.found.update(found)
        self.coded.update(coded)
        self.right.update(found & coded)

    def figures(self):
        f1 = lambda right, found, coded: 2 * right / max(1, found + coded)
        sums = [sum(counter.values()) for counter in (self.right, self.found, self.coded)]
        rated = [theme for theme, times in self.coded.items() if times >= 5]
        macro = sum(f1(self.right[t], self.found[t], self.coded[t]) for t in rated) / max(1, len(rated))
        return f1(*sums), macro, sums[0] / max(1, sums[1])


def program(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"{' '.join(map(str, arguments))}\n{done.stderr}")


def fifths(lexicon_for):
    """The splits of five fifths: for each the lexicon, which comments are set aside, and in which order the others are learned from."""
    return [(lexicon_for(part), lambda comment, part=part: number(comment) % PARTS == part, "order") for part in range(PARTS)]


def curve(comments, themes, splits, out):
    """By the number of coded comments the figures of the model and of the lexicon alone: over the comments that the splits set aside, and
    over those in other words than any that was learned from; with the gain in micro-F1 and macro-F1 of each split."""
    columns = ["comment_id", "question", "text", *themes]
    profile = out / "profile.toml"
    profile.write_text(PROFILE)
    gold = {c["comment_id"]: {theme_id(t) for t in themes if c[t] == "1"} for c in comments}
    figures = {}
    for size in SIZES:
        of_model, of_lexicon, other_model, other_lexicon = (Counts() for _ in range(4))
        gains, most = [], 0
        for lexicon, is_aside, order in splits:
            part_model, part_lexicon = Counts(), Counts()
            unseen = [c for c in comments if is_aside(c["comment_id"])]
            seen = [c for c in comments if not is_aside(c["comment_id"])]
            most += len(seen)
            seen = sorted(seen, key=lambda c: number(c["comment_id"] + order))[:size]
            write(out / "seen.csv", seen, columns)
            write(out / "unseen.csv", unseen, ["comment_id", "question", "text"])
            known = {in_words(c["text"]) for c in seen}
            shared = ["--lexicon", lexicon, "--profile", profile]
            program("learn", "--gold", out / "seen.csv", out / "seen.csv", "--out", out / "coded.model", *shared)
            program("run", out / "unseen.csv", "--model", out / "coded.model", "--out", out / "run", "--quiet", *shared)
            for row in rows(out / "run/internal/responses.csv"):
                coded = gold[row["submission_id"]]
                is_other = in_words(row["text"]) not in known
                for cell, counts in [
                    ("model_themes", [of_model, part_model, *[other_model] * is_other]),
                    ("themes", [of_lexicon, part_lexicon, *[other_lexicon] * is_other]),
                ]:
                    found = set(filter(None, row[cell].split(";")))
                    for of in counts:
                        of.add(found, coded)
            gains.append([m - l for m, l in zip(part_model.figures()[:2], part_lexicon.figures()[:2])])
        figures[size or most // len(splits)] = of_model.figures(), of_lexicon.figures(), other_model.figures(), other_lexicon.figures(), gains
    return figures


def in_words(text):
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def told(name, figures):
    """The figures as a table."""
    print(f"\n{name}\n\n| coded comments | model: micro-F1 | macro-F1 | precision | lexicon alone: micro-F1 | macro-F1 | precision |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for size, (model, lexicon, *_) in figures.items():
        print(f"| {size:,} | " + " | ".join(f"{figure:.3f}" for figure in [*model, *lexicon]) + " |", flush=True)


def plot(curves):
    """Micro-F1 and macro-F1 by coded comments, each lexicon in a panel of its own."""
    width, height, left, top, inner, tall = 380, 300, 52, 34, 290, 190
    low, high = 0.55, 0.90
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * len(curves)}" height="{height}" font-family="sans-serif" font-size="12" '
        'role="img" aria-label="Micro-F1 and macro-F1 by the number of coded comments; the table beside the picture has the figures">'
        '<rect width="100%" height="100%" fill="white"/>'
    ]
    lines = [("micro-F1", 0, "#1d4f91"), ("macro-F1", 1, "#a13d00")]
    for panel, (name, figures) in enumerate(curves):
        sizes = sorted(figures)
        spread = math.log(sizes[-1]) - math.log(sizes[0])
        x = lambda size: width * panel + left + inner * (math.log(size) - math.log(sizes[0])) / spread
        y = lambda f1: top + tall * (high - f1) / (high - low)
        parts.append(f'<text x="{width * panel + left}" y="18" font-weight="bold">{name}</text>')
        for tick in [0.55, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90]:
            parts.append(f'<path d="M{x(sizes[0]):.0f} {y(tick):.1f}H{x(sizes[-1]):.0f}" stroke="#ddd"/>')
            parts.append(f'<text x="{x(sizes[0]) - 8:.0f}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:.2f}</text>')
        for size in sizes:
            parts.append(f'<text x="{x(size):.0f}" y="{top + tall + 18}" text-anchor="middle">{size:,}</text>')
        parts.append(f'<text x="{width * panel + left + inner / 2:.0f}" y="{top + tall + 36}" text-anchor="middle">coded comments</text>')
        for label, at, colour in lines:
            for who, dash in [(0, ""), (1, ' stroke-dasharray="5 4"')]:
                points = " ".join(f"{x(size):.1f},{y(figures[size][who][at]):.1f}" for size in sizes)
                parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
            parts += [f'<circle cx="{x(s):.1f}" cy="{y(figures[s][0][at]):.1f}" r="3" fill="{colour}"/>' for s in sizes]
            where = y(figures[sizes[0]][0][at]) - 10
            parts.append(f'<text x="{x(sizes[0]) + 4:.0f}" y="{where:.0f}" fill="{colour}">{label}</text>')
        parts.append(f'<text x="{width * panel + left}" y="{height - 12}">solid: learned model; dashed: the lexicon alone</text>')
    return "\n".join([*parts, "</svg>\n"])


def main():
    arguments = sys.argv[1:]
    picture = None
    if "--plot" in arguments:
        at = arguments.index("--plot")
        picture = Path(arguments[at + 1])
        del arguments[at : at + 2]
    if len(arguments) < 3:
        sys.exit(__doc__)
    coded, *lexicons, out = map(Path, arguments)
    out.mkdir(parents=True, exist_ok=True)
    comments, themes = coded_comments(coded)
    curves = []
    for path in lexicons:
        lexicon = lexicon_of(path, out)
        figures = curve(comments, themes, fifths(lambda _: lexicon), out)
        told(path.name, figures)
        curves.append((path.name, figures))
    if picture:
        picture.write_text(plot(curves), encoding="utf-8")


if __name__ == "__main__":
    main()
