#!/usr/bin/env python3
"""How often a lexicon shows the themes that the writers of benches/blind/*.csv meant.

    python3 benches/blind.py target/release/yousaid lexicons/long-term-plan.lexicon
"""

import argparse
import csv
import pathlib
import subprocess
import tempfile


def split(cell):
    return {theme.strip() for theme in (cell or "").split(";") if theme.strip()}


def found_in(program, lexicon, rows, folder):
    """The themes that each response shows, by its id."""
    answers, out = folder / "answers.csv", folder / "out"
    with open(answers, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "answer"])
        writer.writerows([row["id"], row["answer"]] for row in rows)
    subprocess.run(
        [program, "run", answers, "--lexicon", lexicon, "--out", out, "--quiet"], check=True
    )
    found = {}
    with open(out / "internal" / "responses.csv", newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["submission_id"], set()).update(split(row["themes"]))
    return found


def measure(program, lexicon, path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory() as folder:
        found = found_in(program, lexicon, rows, pathlib.Path(folder))
    right = wrong = missed = themed = empty = 0
    for row in rows:
        meant, maybe, shown = split(row["themes"]), split(row["maybe"]), found.get(row["id"], set())
        right += len(shown & meant)
        wrong += len(shown - meant - maybe)
        missed += len(meant - shown)
        themed += bool(meant)
        empty += bool(meant) and not shown
    precision, recall = right / (right + wrong), right / (right + missed)
    f1 = 2 * right / (2 * right + wrong + missed)
    print(
        f"| {path.name} | {len(rows)} | {right + missed} | {precision:.3f} | {recall:.3f} | {f1:.3f}"
        f" | {empty} of {themed} |"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("lexicon")
    told = parser.parse_args()
    print("| file | responses | codes | precision | recall | F1 | with a theme, and none found |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for path in sorted((pathlib.Path(__file__).parent / "blind").glob("*.csv")):
        measure(told.program, told.lexicon, path)


if __name__ == "__main__":
    main()
