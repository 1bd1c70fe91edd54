"""The targets of the project, compared with what was measured."""

from board import markdown
from board.table import median, spread

MET, MISSED, NOT_MEASURED = "met", "not met", "not measured"


class Target:
    def __init__(self, what, values, limit, at_least=False, unit=" ×"):
        self.what = what
        self.values = values
        self.limit = limit
        self.at_least = at_least
        self.unit = unit

    def verdict(self):
        if not self.values:
            return NOT_MEASURED
        value = median(self.values)
        return MET if (value >= self.limit if self.at_least else value <= self.limit) else MISSED

    def as_row(self):
        sign = "≥" if self.at_least else "≤"
        measured = spread(self.values) + self.unit if self.values else "–"
        return [self.what, f"{sign} {self.limit:g}{self.unit}", measured, self.verdict()]


def as_markdown(targets):
    rows = [["", "target", "measured", ""], ["---", "---:", "---:", "---"], *(target.as_row() for target in targets)]
    return "\n".join(markdown.row(cells) for cells in rows) + "\n"
