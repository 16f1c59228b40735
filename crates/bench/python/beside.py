"""Our engine beside others: the same rows, each engine in a process of its own, the same answers or none.

*Cold* is the first answer of a new process after the system's page cache was emptied (as root; left out elsewhere), *warm*
the quickest of several rounds with everything in memory. Every answer must count as many as ours.
"""

import glob
import json
import os
import resource
import subprocess
import sys
import time


def files_of(segments):
    return sorted(glob.glob(f"{segments}/*.arrow"))


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(engines, engine, segments, work, rounds, only):
    """One engine in this process; a line of JSON for each question."""
    begin = time.perf_counter()
    store = engines[engine](files_of(segments), work)
    if only == "load":
        return
    opened = time.perf_counter() - begin
    for question, ask in store.questions().items():
        if only and question != only:
            continue
        times = []
        for _ in range(1 if only else 1 + rounds):
            begin = time.perf_counter()
            counted = ask()
            times.append(time.perf_counter() - begin)
        # A process that reads everything when it starts has paid for the first answer there.
        print(json.dumps([question, opened + times[0] if only else min(times[1:]), counted, peak()]), flush=True)


def forget_pages():
    """Empties the page cache; false where that is not allowed."""
    os.sync()
    try:
        with open("/proc/sys/vm/drop_caches", "w") as control:
            control.write("3")
        return True
    except OSError:
        return False


def ours(program, segments, rounds, only=None):
    """What our engine says: by question, seconds and counted; and its memory in MB."""
    command = [program, segments, str(rounds), *([only] if only else [])]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answers, memory = {}, None
    for line in told.splitlines():
        name, _, figures = line.partition(": ")
        if name == "memory":
            memory = [float(one) for one in figures.split()]
        elif figures:
            first, quickest, counted = figures.split()
            answers[name] = (float(first) if only else float(quickest), int(counted))
    return answers, memory


def theirs(engine, segments, work, rounds, only=None):
    command = [sys.executable, sys.argv[0], "--engine", engine, segments, work, str(rounds), *([only] if only else [])]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [json.loads(line) for line in told.splitlines()]


def compare(engines, cold_questions, program, segments, work, rounds):
    for engine in engines:
        print(f"{engine} takes the rows in", file=sys.stderr, flush=True)
        theirs(engine, segments, work, rounds, "load")
    warm, memory = ours(program, segments, rounds)
    seconds = {("Catsup", question): quickest for question, (quickest, _) in warm.items()}
    peaks = {"Catsup": memory}
    for engine in engines:
        for question, quickest, counted, most in theirs(engine, segments, work, rounds):
            assert counted == warm[question][1], (engine, question, counted, warm[question][1])
            seconds[engine, question] = quickest
            peaks[engine] = most
    cold = {}
    if forget_pages():
        for question in cold_questions:
            forget_pages()
            cold["Catsup", question] = ours(program, segments, 0, question)[0][question][0]
            for engine in engines:
                forget_pages()
                cold[engine, question] = theirs(engine, segments, work, 0, question)[0][1]
    report(engines, warm, seconds, cold, peaks)


def report(engines, questions, warm, cold, peaks):
    print("| seconds | Catsup | " + " | ".join(engines) + " | best of the others ÷ Catsup |")
    print("| --- |" + " ---: |" * (len(engines) + 2))
    for name, table in (("warm", warm), ("cold", cold)):
        for question in questions:
            if ("Catsup", question) not in table:
                continue
            own = table["Catsup", question]
            others = [table.get((engine, question)) for engine in engines]
            figures = " | ".join("" if one is None else f"{one:.4f}" for one in others)
            known = [one for one in others if one is not None]
            ratio = f"{min(known) / own:.1f}" if known else ""
            print(f"| {question}, {name} | {own:.4f} | {figures} | {ratio} |")
    own, mapped = peaks["Catsup"]
    figures = " | ".join(f"{peaks[engine]:.0f}" for engine in engines)
    print(f"| memory at most, MB | {own:.0f}, and {mapped:.0f} of mapped files | {figures} | |")


def main(engines, cold_questions):
    if sys.argv[1] == "--engine":
        _, _, engine, segments, work, rounds, *only = sys.argv
        child(engines, engine, segments, work, int(rounds), only[0] if only else None)
    else:
        _, program, segments, work, *rounds = sys.argv
        compare(engines, cold_questions, program, segments, work, int(rounds[0]) if rounds else 3)
