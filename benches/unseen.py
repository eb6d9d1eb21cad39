#!/usr/bin/env python3
"""What a model adds on comments that its lexicon's authors have not read: unseen.py CODED.csv LEXICON FIRST.tsv OUT_DIR

A lexicon that was mended on coded comments looks better on them than on others, and a model learned from the same comments believes it
too much. This makes up the figures on others: for each fifth of the comments (by a hash of their ids) a lexicon that fits the other four and
has not seen the fifth; a model learned from the four with it; and both held against the fifth. Two such lexicons:

supported  LEXICON with only the words of its rules that show a theme rightly in the other four fifths, and only the exceptions that take
           a wrong theme away there.
fitted     FIRST.tsv (theme<TAB>regex) with phrases and exceptions of one to four words that raise its figures on the other four fifths
           most: those that mend two comments or more, and those of single comments in every fifth comment or so.

Prints the figures of each lexicon on what it was fitted to, then the figures on the fifths as benches/learning.py does, over all comments,
over those in other words than any that was learned from, and the gain of each fifth.
"""
import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from learning import PARTS, PROFILE, Counts, coded_comments, curve, fifths, in_words, lexicon_of, number, program, rows, theme_id, told, write

# Of comments in which only single mendings are left, so many in a hundred are mended.
MENDED = 18
LONGEST = 4


class Comments:
    """The coded comments, and what lexicons show in them."""

    def __init__(self, path, out):
        self.comments, self.columns = coded_comments(path)
        self.gold = {c["comment_id"]: {theme_id(t) for t in self.columns if c[t] == "1"} for c in self.comments}
        self.part = {c: number(c) % PARTS for c in self.gold}
        self.out = out
        write(out / "all.csv", self.comments, ["comment_id", "question", "text"])
        (out / "profile.toml").write_text(PROFILE)

    def run(self, lexicon):
        """For each comment its text, its themes, and its mentions."""
        run = self.out / "run"
        program("run", self.out / "all.csv", "--lexicon", lexicon, "--profile", self.out / "profile.toml", "--out", run, "--quiet")
        found, comment_of = {}, {}
        for row in rows(run / "internal/responses.csv"):
            comment_of[row["response_id"]] = row["submission_id"]
            found[row["submission_id"]] = row["text"], set(filter(None, row["themes"].split(";"))), []
        for mention in rows(run / "internal/mentions.csv"):
            found[comment_of[mention["response_id"]]][2].append(mention)
        return found

    def figures(self, lexicon, part):
        counts = Counts()
        for comment, (_, themes, _) in self.run(lexicon).items():
            if self.part[comment] != part:
                counts.add(themes, self.gold[comment])
        return counts.figures()


def alternatives(term):
    """The alternatives of a term that is one group, else the term."""
    term = term.lstrip("'")
    inner = re.fullmatch(r"\(([^()]*)\)", term)
    return [part.strip() for part in inner[1].split("|")] if inner else [term]


def cell(term):
    return "'" + term if term[:1] in "=+-@" else term


def supported(comments, lexicon, out):
    """For each part the lexicon as far as the other parts support it."""
    whole = out / "whole.csv"
    whole.unlink(missing_ok=True)
    program("lexicon", "convert", lexicon, whole)
    table = []
    for origin, row in enumerate(rows(whole)):
        if row["role"] in ("rule", "except"):
            table += [{**row, "term": cell(term), "origin": origin} for term in alternatives(row["term"])]
        elif row["role"] not in ("matches", "ignores", "note"):
            table.append({**row, "origin": origin})
    columns = [column for column in table[0] if column != "origin"]
    split = out / "split.csv"
    write(split, table, columns)
    base = comments.run(split)
    supporters = defaultdict(set)
    for comment, (_, _, mentions) in base.items():
        for mention in mentions:
            if mention["theme_id"] in comments.gold[comment]:
                # The first line holds the columns' names.
                supporters[int(mention["rule_line"]) - 2].add(comment)
    for at in [at for at, row in enumerate(table) if row["role"] == "except"]:
        write(split, [row for other, row in enumerate(table) if other != at], columns)
        for comment, (_, themes, _) in comments.run(split).items():
            if themes - base[comment][1] - comments.gold[comment]:
                supporters[at].add(comment)
    paths = []
    for part in range(PARTS):
        kept = []
        for at, row in enumerate(table):
            if row["role"] in ("rule", "except"):
                if all(comments.part[comment] == part for comment in supporters[at]):
                    continue
                if kept[-1]["origin"] == row["origin"]:
                    kept[-1]["terms"].append(row["term"].lstrip("'"))
                    continue
            kept.append({**row, "terms": [row["term"].lstrip("'")]})
        for row in kept:
            if len(row["terms"]) > 1:
                row["term"] = f"({' | '.join(row['terms'])})"
        paths.append(out / f"supported-{part}.csv")
        write(paths[-1], kept, columns)
    return paths


def stem(word):
    """Roughly what a lexicon compares words by."""
    return re.sub(r"(?<=\w{3})(?:(?<=[^s])s|ies|ing|ed|e|ly|y)$", "", word.removesuffix("'s"))


class Fit:
    """Phrases and exceptions that mend a lexicon in the comments of all parts but one."""

    def __init__(self, comments, base, part):
        self.gold = comments.gold
        self.seen = [comment for comment in comments.gold if comments.part[comment] != part]
        written = {comment: in_words(base[comment][0]).split() for comment in self.seen}
        self.words = {comment: [stem(word) for word in words] for comment, words in written.items()}
        self.where = defaultdict(list)
        self.written = {}
        for comment in self.seen:
            for at, phrase in self.phrases(comment):
                self.where[phrase].append((comment, at))
                self.written.setdefault(phrase, " ".join(written[comment][at : at + len(phrase)]))
        # Theme, comment: the first and last word of each mention.
        self.hits = defaultdict(lambda: defaultdict(list))
        for comment in self.seen:
            for mention in base[comment][2]:
                words = in_words(mention["matched"]).split()
                found = [at for at in range(len(written[comment])) if words and written[comment][at : at + len(words)] == words]
                if found:
                    self.hits[mention["theme_id"]][comment].append((found[0], found[0] + len(words) - 1))
        self.added, self.taken = defaultdict(list), defaultdict(list)
        self.themes = sorted(set().union(*comments.gold.values()))
        for least in (8, 4, 2, 1):
            for theme in self.themes:
                self.add(theme, least)
                self.take(theme, least)

    def phrases(self, comment):
        words = self.words[comment]
        for at in range(len(words)):
            for length in range(1, min(LONGEST, len(words) - at) + 1):
                yield at, tuple(words[at : at + length])

    def is_mended(self, comment, least):
        return least > 1 or number(comment + "read") % 100 < MENDED

    def add(self, theme, least):
        hits = self.hits[theme]
        missed = [c for c in self.seen if theme in self.gold[c] and not hits[c] and self.is_mended(c, least)]
        tried = Counter(phrase for c in missed for phrase in {phrase for _, phrase in self.phrases(c)})
        for phrase, times in sorted(tried.items(), key=lambda it: (-it[1], len(it[0]), it[0])):
            if times < least:
                return
            found = {comment for comment, _ in self.where[phrase]}
            right = sum(theme in self.gold[comment] for comment in found)
            gain = sum(1 if theme in self.gold[comment] else -1 for comment in found if not hits[comment])
            if gain >= least and right * 3 >= len(found) * 2:
                self.added[theme].append(self.written[phrase])
                for comment, at in self.where[phrase]:
                    hits[comment].append((at, at + len(phrase) - 1))

    def take(self, theme, least):
        hits = self.hits[theme]
        tried = defaultdict(set)
        for comment in self.seen:
            if theme in self.gold[comment] or not hits[comment] or not self.is_mended(comment, least):
                continue
            for at, phrase in self.phrases(comment):
                if len(phrase) > 1 and any(first < at + len(phrase) and at <= last for first, last in hits[comment]):
                    tried[phrase].add(comment)
        for phrase, found in sorted(tried.items(), key=lambda it: (-len(it[1]), len(it[0]), it[0])):
            if len(found) < least:
                return
            left = {}
            for comment, at in self.where[phrase]:
                if hits[comment]:
                    kept = left.get(comment, hits[comment])
                    left[comment] = [(first, last) for first, last in kept if first >= at + len(phrase) or at > last]
            gone = [comment for comment, kept in left.items() if not kept]
            if sum(-1 if theme in self.gold[comment] else 1 for comment in gone) >= least:
                self.taken[theme].append(self.written[phrase])
                hits.update(left)


def fitted(comments, first, out):
    """For each part the first lexicon, fitted to the other parts."""
    base_path = lexicon_of(first, out)
    base = comments.run(base_path)
    names = {theme_id(column): column for column in comments.columns}
    columns = ["role", "priority_id", "priority", "theme_id", "theme", "rule", "term"]
    paths = []
    for part in range(PARTS):
        fit = Fit(comments, base, part)
        regexes = defaultdict(list)
        for row in rows(base_path):
            regexes[row["theme id"]].append(("rule", "regex", row["rule"].removeprefix("regex ")))
        table = [{"role": "lexicon", "rule": "1", "term": "fitted"}, {"role": "priority", "priority_id": "all", "priority": "All"}]
        for theme, name in names.items():
            lines = regexes[theme] + [("rule", "phrase", words) for words in fit.added[theme]]
            if lines:
                lines += [("except", "phrase", words) for words in fit.taken[theme]]
                where = {"priority_id": "all", "priority": "All", "theme_id": theme, "theme": name}
                table.append({"role": "theme", **where})
                table += [{"role": role, "rule": rule, "term": cell(term), **where} for role, rule, term in lines]
        paths.append(out / f"fitted-{part}.csv")
        write(paths[-1], table, columns)
    return paths


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    coded, lexicon, first, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    comments = Comments(coded, out)
    for name, paths in [("supported", supported(comments, lexicon, out)), ("fitted", fitted(comments, first, out))]:
        of_seen = [comments.figures(path, part)[:2] for part, path in enumerate(paths)]
        means = [sum(figures) / PARTS for figures in zip(*of_seen)]
        figures = curve(comments.comments, comments.columns, fifths(lambda part: paths[part]), out)
        told(name, figures)
        print(f"\nThe lexicons on what they were fitted to: {means[0]:.3f}, {means[1]:.3f}")
        for size, (*_, model, lexicon_alone, gains) in figures.items():
            told_gains = " ".join(f"{micro:+.3f}/{macro_f1:+.3f}" for micro, macro_f1 in gains)
            in_other_words = " ".join(f"{figure:.3f}" for figure in (*model[:2], *lexicon_alone[:2]))
            print(f"{size:,}: in other words {in_other_words}; gain of each fifth {told_gains}", flush=True)


if __name__ == "__main__":
    main()
