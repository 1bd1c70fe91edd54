"""Prints the tables of docs/scale.md: the small end, and what 1,000 to 10,000,000 connections need."""

import argparse
import json
import pathlib
import shutil
import sys
import time

from board import paths, processes
from board.markdown import row
from board.prerequisites import Unavailable
from board.table import number
from scale import comparison, costs, formulas, simulation, small_end
from scale.workload import STEPS


def main(arguments):
    options = _options(arguments)
    began = time.monotonic()
    unit_costs = costs.of_board(options.board) if options.board else costs.published()
    try:
        measured = _measured(options)
    except (Unavailable, OSError) as reason:
        print(f"FAILED: {reason}", file=sys.stderr)
        return 1
    _print_small_end(comparison.rows(measured, unit_costs), measured["conditions"])
    _print_steps(unit_costs)
    print(f"\n{time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


def _options(arguments):
    parser = argparse.ArgumentParser("tools/bench/scale", description=__doc__)
    parser.add_argument("--board", type=pathlib.Path, metavar="FILE", help="board.json of a run of the board; default: that of docs/performance.md")
    parser.add_argument("--measure", action="store_true", help="measure the small end anew, in seven minutes; default: that of docs/scale.md")
    parser.add_argument("--smoke", action="store_true", help="measure few sockets for a second, to see that everything works")
    parser.add_argument("--out", type=pathlib.Path, default=paths.BENCH / "target" / "scale" / "small-end.json", metavar="FILE",
                        help="where the measured figures go; default tools/bench/target/scale/small-end.json")
    return parser.parse_args(arguments)


def _measured(options):
    if not options.measure and not options.smoke:
        return small_end.published()
    processes.stop_all_at_exit()
    try:
        if options.smoke:
            measured = small_end.measure(nodes=(1, 2), rooms=(10,), sockets=50, rounds=1, seconds=1)
        else:
            measured = small_end.measure()
    finally:
        processes.stop_all()
        shutil.rmtree(paths.scratch(), ignore_errors=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(measured, indent=1), encoding="utf-8")
    return measured


def _print_small_end(rows, described):
    print("### The small end\n")
    print(row(["gateways", "members", "", "measured", "formula", "simulated", "measured / simulated"]))
    print(row(["---:", "---:", "---", "---:", "---:", "---:", "---:"]))
    for nodes, members, figure, measured, calculated, simulated, ratio in rows:
        cells = [number(value) if value is not None else "–" for value in (measured, calculated, simulated)]
        mark = "**" if comparison.beyond_tolerance([(ratio,)]) else ""
        print(row([str(nodes), str(members or "–"), figure, *cells, f"{mark}{ratio:.2f}{mark}"]))
    print(f"\n{described}\n")


def _print_steps(unit_costs):
    calculated = [formulas.needs(step, unit_costs) for step in STEPS]
    simulated = [simulation.simulate(step, unit_costs) for step in STEPS]
    print("### What many connections need, simulated in brackets\n")
    print(row(["connections", *(f"{step.connections:,}" for step in STEPS)]))
    print(row(["---", *["---:"] * len(STEPS)]))
    print(row(["gateways", *(str(step.nodes) for step in STEPS)]))
    for name in dict.fromkeys([*calculated[0], *simulated[0]]):
        print(row([name, *(_cell(name, one, other) for one, other in zip(calculated, simulated))]))


def _cell(name, calculated, simulated):
    text = number(calculated[name]) if name in calculated else ""
    if name not in simulated:
        return text
    return f"{text} ({number(simulated[name])})" if text else number(simulated[name])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
