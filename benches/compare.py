#!/usr/bin/env python3
"""yousaid and an analyst's script on the same files, in the same session: CPU, wall, memory, and their ratio.

    cargo build --release
    benches/compare.py [--rows 10000,100000] [--runs 5] [--peer-runs 1] [--peers FOLDER] [--comments CSV]

FOLDER (default ../shared/bench) holds make_corpus.py, lexicon.csv and peers/analyst_pipeline.py, which needs pandas,
nltk and datasketch; CSV (default FOLDER/../data/nhs-fft/train.csv) is the public comments that the corpus is made of.
Corpora and output lie in target/bench; a corpus that lies there already is used again.

Rounds go over all programs in turn, so that a change of the machine meets them all. A figure is the median of its runs. CPU is
user and system time of a program and all its processes, from start to exit. Memory is the most that all its
processes held together, looked at every 50 ms, and at least the peak of its largest process.
"""
import argparse
import glob
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(HERE)
PAGE = os.sysconf("SC_PAGE_SIZE")


def held_together(session):
    """Bytes in memory of all live processes of a session."""
    held = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/stat" % name) as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            held += int(fields[21]) * PAGE
    return held


def measure(command):
    """CPU seconds, wall seconds and MB of one run."""
    start = time.perf_counter()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True, cwd=HOME)
    most, done = [0], threading.Event()

    def watch():
        while not done.wait(0.05):
            most[0] = max(most[0], held_together(run.pid))
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    said = run.stderr.read()
    _, status, used = os.wait4(run.pid, 0)
    wall = time.perf_counter() - start
    run.returncode = os.waitstatus_to_exitcode(status)
    done.set()
    watcher.join()
    if run.returncode:
        sys.exit("%s\nended with %d:\n%s" % (" ".join(command), run.returncode, said.decode("utf-8", "replace")[-2000:]))
    return used.ru_utime + used.ru_stime, wall, max(most[0], used.ru_maxrss * 1024) / 1e6


def corpus(rows, told):
    path = os.path.join("target", "bench", "%d.csv" % rows)
    if not os.path.exists(os.path.join(HOME, path)):
        subprocess.run([sys.executable, os.path.join(told.peers, "make_corpus.py"), str(rows), "--comments", told.comments,
                        "--out", path, "--gold", path[:-4] + "-gold.jsonl"], check=True, cwd=HOME, stderr=subprocess.DEVNULL)
    return path


def main():
    usage = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usage.add_argument("--rows", default="10000,100000")
    usage.add_argument("--runs", type=int, default=5)
    usage.add_argument("--peer-runs", type=int, default=1)
    usage.add_argument("--peers", default=os.path.join(HOME, "..", "shared", "bench"))
    usage.add_argument("--comments")
    told = usage.parse_args()
    told.peers = os.path.abspath(told.peers)
    told.comments = os.path.abspath(told.comments or os.path.join(told.peers, "..", "data", "nhs-fft", "train.csv"))
    os.makedirs(os.path.join(HOME, "target", "bench"), exist_ok=True)
    terms = os.path.join(told.peers, "lexicon.csv")
    starter = os.path.join("lexicons", "long-term-plan.lexicon")
    built = os.path.join(os.environ.get("CARGO_TARGET_DIR", os.path.join(HOME, "target")), "release", "yousaid")
    print("| rows | program | lexicon | CPU-s (least–most) | MB a CPU-second | wall s | memory MB | the analyst's CPU ÷ ours |")
    print("|---:|---|---|---:|---:|---:|---:|---:|")
    for rows in [int(count) for count in told.rows.split(",")]:
        path = corpus(rows, told)
        size = os.path.getsize(os.path.join(HOME, path)) / 1e6
        out = os.path.join("target", "bench", "out-%d-" % rows)

        def run(lexicon, name, jobs):
            return [built, "run", path, "--lexicon", lexicon, "--out", out + name, "--quiet", "--jobs", jobs]
        analyst = [sys.executable, os.path.join(told.peers, "peers", "analyst_pipeline.py"), path, terms, out + "analyst"]
        programs = [
            ("yousaid, one thread", "terms", run(terms, "terms-1", "1"), told.runs),
            ("yousaid, two threads", "terms", run(terms, "terms-2", "2"), told.runs),
            ("yousaid, one thread", "starter", run(starter, "starter-1", "1"), told.runs),
            ("yousaid, two threads", "starter", run(starter, "starter-2", "2"), told.runs),
            ("the analyst's script, two processes", "terms", analyst, told.peer_runs),
        ]
        seen = [[] for _ in programs]
        for turn in range(max(told.runs, told.peer_runs)):
            for at, (_, _, command, runs) in enumerate(programs):
                if turn < runs:
                    # A first run: over an earlier report, ours would look whether somebody edited it.
                    for folder in glob.glob(os.path.join(HOME, out + "*")):
                        shutil.rmtree(folder)
                    seen[at].append(measure(command))
        medians = [[statistics.median(figure) for figure in zip(*runs)] if runs else None for runs in seen]
        for (name, lexicon, _, _), figures, runs in zip(programs, medians, seen):
            if figures is None:
                continue
            cpu, wall, memory = figures
            least, most = min(runs)[0], max(runs)[0]
            is_ours = name.startswith("yousaid")
            ratio = "%.0f" % (medians[-1][0] / cpu) if is_ours and lexicon == "terms" and medians[-1] else ""
            print("| {:,} | {} | {} | {:.2f} ({:.2f}–{:.2f}) | {:.1f} | {:.1f} | {:,.0f} | {} |".format(
                rows, name, lexicon, cpu, least, most, size / cpu, wall, memory, ratio), flush=True)


if __name__ == "__main__":
    main()
