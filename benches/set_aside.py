#!/usr/bin/env python3
"""A third of the coded comments, and the rules that the other two thirds support: set_aside.py RUN_DIR LEXICON CODED.csv OUT_DIR

RUN_DIR is a run of LEXICON on CODED.csv. A rule is supported where it shows its theme in at least one comment of the other two thirds
that people gave that theme. Writes OUT_DIR/gold.csv, the set-aside third, and OUT_DIR/supported.csv, the lexicon as a table without
its other rules and without examples: what would be left of it had the set-aside comments never been read. Run that, and score it.
"""
import csv
import hashlib
import re
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parent.parent / "target/release/yousaid"
KINDS = re.compile(r'\s*(lone |asked "[^"]*" )*(phrase|exact|start|near|before|whole) ')


def is_set_aside(comment):
    return int(hashlib.sha256(comment.encode()).hexdigest(), 16) % 3 == 0


def theme_id(column):
    return re.sub(r"[^a-z0-9]+", "-", column.lower()).strip("-")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def write(path, table):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys())
        writer.writeheader()
        writer.writerows(table)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    run, lexicon, coded, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    comments = list(rows(coded))
    write(out / "gold.csv", [row for row in comments if is_set_aside(row["comment_id"])])
    themes = {
        row["comment_id"]: {theme_id(column) for column, cell in row.items() if cell == "1"}
        for row in comments
        if not is_set_aside(row["comment_id"])
    }
    comment_of = {row["response_id"]: row["submission_id"] for row in rows(run / "internal/responses.csv")}
    supported = {
        int(mention["rule_line"])
        for mention in rows(run / "internal/mentions.csv")
        if mention["theme_id"] in themes.get(comment_of[mention["response_id"]], ())
    }
    lines = lexicon.read_text(encoding="utf-8").splitlines()
    of_rules = iter([number for number, line in enumerate(lines, 1) if KINDS.match(line)])
    whole = out / "whole.csv"
    whole.unlink(missing_ok=True)
    subprocess.run([PROGRAM, "lexicon", "convert", lexicon, whole], check=True, capture_output=True)
    kept, dropped = [], 0
    for row in rows(whole):
        if row["role"] in ("", "rule"):
            if next(of_rules) not in supported:
                dropped += 1
                continue
        if row["role"] not in ("matches", "ignores"):
            kept.append(row)
    write(out / "supported.csv", kept)
    print(f"{dropped} rules are supported by the set-aside comments only, or by none, and were left out")


if __name__ == "__main__":
    main()
