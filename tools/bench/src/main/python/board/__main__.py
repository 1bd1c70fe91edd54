"""Runs parts of the board and writes what they measured."""

import argparse
import json
import pathlib
import shutil
import sys
import time
import traceback

from board import conditions, markdown, paths, processes, targets
from board.parts import PARTS
from board.prerequisites import Unavailable
from board.run import Run


def main(arguments):
    options = _options(arguments)
    processes.stop_all_at_exit()
    run = Run(options.rounds, options.smoke, options.only, options.lose_message)
    try:
        _measure(run, options.part or PARTS)
        problem = None
    except (Unavailable, OSError) as reason:
        problem = str(reason)
    except KeyboardInterrupt:
        problem = "interrupted"
    except Exception:
        # What was measured until then took minutes.
        traceback.print_exc()
        problem = "a fault of the board itself"
    finally:
        processes.stop_all()
        shutil.rmtree(paths.scratch(), ignore_errors=True)
    _write(run, options)
    problems = [f"{table.title}: {text}" for table in run.tables for text in table.failures]
    problems += [problem] if problem else []
    problems += [] if any(table.figures() for table in run.tables) else ["nothing was measured"]
    for text in problems:
        print(f"FAILED: {text}", file=sys.stderr)
    return 1 if problems else 0


def _measure(run, parts):
    for part in parts:
        began = time.monotonic()
        PARTS[part](run)
        print(f"{part}: {time.monotonic() - began:.0f} s", file=sys.stderr)


def _options(arguments):
    parser = argparse.ArgumentParser("tools/bench/board", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"{', '.join(PARTS)}; default: all")
    parser.add_argument("--rounds", type=int, default=2, help="measurements of each figure, after the warm-up; default 2")
    parser.add_argument("--only", metavar="REGEX", help="measure the systems whose name matches")
    parser.add_argument("--out", type=pathlib.Path, default=paths.BENCH / "target" / "board" / "report", metavar="FOLDER",
                        help="where board.md, board.json and the charts go; default tools/bench/target/board/report")
    parser.add_argument("--smoke", action="store_true", help="one small round, to see that everything works")
    parser.add_argument("--lose-message", action="store_true",
                        help="the clients ignore one message, to see that the board then fails")
    options = parser.parse_args(arguments)
    unknown = [part for part in options.part if part not in PARTS]
    if unknown:
        parser.error(f"unknown part {unknown[0]}")
    if options.rounds < 1:
        parser.error("--rounds is at least 1")
    if options.smoke:
        options.rounds = 1
    return options


def _write(run, options):
    text = markdown.of_tables(run.tables)
    if run.targets:
        text += "\n### Targets\n\n" + targets.as_markdown(run.targets)
    text += "".join(f"\nLeft out: {absent}\n" for absent in dict.fromkeys(run.absent))
    described = conditions.describe(run.rounds, run.busy_shares)
    text += f"\n{described}\n"
    print(text)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "board.md").write_text(text, encoding="utf-8")
    report = {"tables": [table.as_json() for table in run.tables], "absent": run.absent, "conditions": described}
    (options.out / "board.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    for name, svg in run.charts.items():
        (options.out / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
