#!/usr/bin/env python3
"""How far a run's themes agree with people's: score.py RUN_DIR/internal/responses.csv CODED.csv

CODED.csv has a column comment_id and one 0/1 column a theme; a theme's id is the column's name in lower case with every
run of other characters turned into one hyphen. Submissions are matched by submission_id = comment_id. Prints precision,
recall and F1 theme by theme, then over all codes (micro) and over themes with at least five coded comments (macro).
"""
import csv
import re
import sys

FEWEST = 5  # themes with fewer coded comments are shown, and are not in the macro figure
OTHER_COLUMNS = {"comment_id", "question", "text", "sentiment"}


def theme_id(column):
    return re.sub(r"[^a-z0-9]+", "-", column.lower()).strip("-")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def found_themes(path):
    found = {}
    for row in rows(path):
        themes = row["themes"].split(";") if row["themes"] else []
        found.setdefault(row["submission_id"], set()).update(themes)
    return found


def coded_themes(path):
    coded, themes = {}, set()
    for row in rows(path):
        columns = [column for column in row if column not in OTHER_COLUMNS]
        themes.update(theme_id(column) for column in columns)
        coded[row["comment_id"]] = {theme_id(column) for column in columns if row[column] == "1"}
    return coded, sorted(themes)


def score(right, found, coded):
    """Precision, recall and F1; 0 where there is nothing to divide by."""
    precision = right / found if found else 0.0
    recall = right / coded if coded else 0.0
    return precision, recall, 2 * right / (found + coded) if found + coded else 0.0


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = found_themes(sys.argv[1])
    coded, themes = coded_themes(sys.argv[2])
    missing = [comment for comment in coded if comment not in found]
    if missing:
        sys.exit(f"{len(missing)} coded comments are not in the run, such as {missing[0]!r}; run it on the same file")
    print(f"{'theme':<60}{'coded':>7}{'found':>7}{'right':>7}{'P':>7}{'R':>7}{'F1':>7}")
    totals, of_themes = [0, 0, 0], []
    for theme in themes:
        is_coded = {comment for comment, of_comment in coded.items() if theme in of_comment}
        is_found = {comment for comment in coded if theme in found[comment]}
        counts = len(is_coded & is_found), len(is_found), len(is_coded)
        precision, recall, f1 = score(*counts)
        print(f"{theme:<60}{counts[2]:>7}{counts[1]:>7}{counts[0]:>7}{precision:>7.3f}{recall:>7.3f}{f1:>7.3f}")
        totals = [total + count for total, count in zip(totals, counts)]
        if counts[2] >= FEWEST:
            of_themes.append(f1)
    precision, recall, f1 = score(*totals)
    print(f"\n{len(coded)} comments, {totals[2]} codes")
    print(f"micro: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(f"macro over {len(of_themes)} themes with {FEWEST} or more: F1 {sum(of_themes) / len(of_themes):.3f}")


if __name__ == "__main__":
    main()
