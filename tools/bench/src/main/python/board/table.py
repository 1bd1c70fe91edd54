"""Figures of several systems, measured in turns: a list of values for each, one a round."""

import dataclasses
import math
import statistics


class Table:
    def __init__(self, title, systems, base=None):
        """base: the system that the others are compared with."""
        self.title = title
        self.systems = list(systems)
        self.base = base
        self.notes = []
        self.failures = []
        self._values = {}
        self._spent = {}

    def add(self, system, figure, value):
        self._values.setdefault(figure, {}).setdefault(system, []).append(value)

    def spend(self, system, figure, spent, count):
        """Adds the processor time of each of several operations, in microseconds, and remembers what it was spent on.

        spent: a ProcessorTime, of all operations
        """
        self.add(system, figure, spent.total * 1e6 / max(1, count))
        self._spent.setdefault(figure, {}).setdefault(system, []).append(spent)

    def shares(self, system, figure, kind):
        """Per cent of the processor time, one a round; kind: a member of ProcessorTime."""
        times = self._spent.get(figure, {}).get(system, [])
        return [100 * getattr(time, kind) / time.total for time in times if time.total]

    def note(self, text):
        self.notes.append(text)

    def fail(self, text):
        """A message of ours is missing, or arrived twice: the board fails."""
        self.failures.append(text)

    def figures(self):
        return list(self._values)

    def values(self, system, figure):
        return self._values.get(figure, {}).get(system, [])

    def ratios(self, system, figure, base=None):
        """Round by round, so that load on the machine affects both sides; empty if either is missing."""
        return ratios(self.values(system, figure), self.values(base or self.base, figure))

    def as_json(self):
        return {
            "title": self.title,
            "base": self.base,
            "values": self._values,
            "spent": self._spent_as_json(),
            "notes": self.notes,
            "failures": self.failures,
        }

    def _spent_as_json(self):
        return {
            figure: {system: [dataclasses.asdict(time) for time in times] for system, times in systems.items()}
            for figure, systems in self._spent.items()
        }

    def spent_figures(self):
        return list(self._spent)


def ratios(values, bases):
    return [value / base for value, base in zip(values, bases) if base]


def median(values):
    return statistics.median(values) if values else math.nan


def number(value):
    """Three significant digits; whole numbers from 100."""
    if math.isnan(value):
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def spread(values):
    """Median and range."""
    if not values:
        return "–"
    if len(values) == 1:
        return number(values[0])
    return f"{number(median(values))} ({number(min(values))} – {number(max(values))})"
