"""Draws how the time of three questions grows with the rows there are.

    python cost.py CATSUP PROGRAM WORK PICTURE [MILLIONS …]

CATSUP is the release build, PROGRAM the example `measure_benchmark`; histories are generated in WORK one after the other.
"""

import math
import os
import shutil
import subprocess
import sys

import beside

QUESTIONS = {
    "all history by service": "All history, by service",
    "one quarter by service": "One quarter, by service",
    "one service by month": "One service, by month",
}
COLOURS = ("#1a4480", "#b50909", "#4d8055")
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 400, 70, 40, 190, 50


def times(catsup, program, work, millions):
    history = os.path.join(work, f"history-{millions}")
    command = [catsup, "generate", "--responses", str(int(millions * 1e6)), "--interactions", "0", "--out", history]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    answers, _ = beside.ours(program, f"{history}/segments", 5)
    shutil.rmtree(history)
    return {question: answers[question][0] for question in QUESTIONS}


def svg(measured):
    rows = sorted(measured)
    seconds = [one for all_of_them in measured.values() for one in all_of_them.values()]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    first, last = math.log10(rows[0]), math.log10(rows[-1])
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    x = lambda millions: LEFT + (math.log10(millions) - first) / (last - first) * (right - LEFT)
    y = lambda time: bottom - (math.log10(time) - low) / (high - low) * (bottom - TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        "<title>Time of three questions against the number of responses</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-weight="600">Warm answer on two cores, against the responses there are</text>',
    ]
    for power in range(low, high + 1):
        label = f"{10**power:g} s" if power >= 0 else f"{10 ** (power + 3):g} ms"
        at = y(10**power)
        parts.append(f'<line x1="{LEFT}" y1="{at:.1f}" x2="{right}" y2="{at:.1f}" stroke="#dfe1e2"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{label}</text>')
    for millions in rows:
        parts.append(f'<text x="{x(millions):.1f}" y="{bottom + 20}" text-anchor="middle">{millions:g}</text>')
    parts.append(f'<text x="{(LEFT + right) / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle">million responses</text>')
    for (question, name), colour in zip(QUESTIONS.items(), COLOURS):
        points = [(x(millions), y(measured[millions][question])) for millions in rows]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in points]
        parts.append(f'<text x="{right + 10}" y="{points[-1][1] + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main(catsup, program, work, picture, millions):
    measured = {}
    for one in millions:
        measured[one] = times(catsup, program, work, one)
        print(one, measured[one], flush=True)
    with open(picture, "w") as file:
        file.write(svg(measured))


if __name__ == "__main__":
    given = [float(one) for one in sys.argv[5:]] or [1, 3, 10, 30, 100, 200]
    main(*sys.argv[1:5], given)
