"""Tables as Markdown."""

from board.run import is_ours
from board.table import spread

SPENT_ON = {"kernel": "kernel", "own_code": "gateway and functions", "compilers": "the JVM's compilers", "collector": "garbage collection"}


def of_tables(tables):
    return "\n".join(of_table(table) for table in tables)


def of_table(table):
    lines = [f"### {table.title}", ""]
    header = ["", *table.figures()]
    lines.append(row(header))
    lines.append(row(["---", *["---:"] * len(table.figures())]))
    for system in table.systems:
        cells = [_cell(table, system, figure) for figure in table.figures()]
        if any(cell != "–" for cell in cells):
            lines.append(row([system, *cells]))
    if table.base in table.systems:
        lines += ["", f"×: times {table.base} in the same round."]
    lines += _of_spent(table)
    lines += [f"\n**Failed:** {text}" for text in table.failures]
    lines += [f"\n{text}" for text in table.notes]
    return "\n".join(lines) + "\n"


def _of_spent(table):
    """What our systems spent their processor time on, in per cent."""
    rows = [
        row([f"{system}, {figure}", *(spread(table.shares(system, figure, kind)) for kind in SPENT_ON)])
        for figure in table.spent_figures()
        for system in table.systems
        if is_ours(system) and table.shares(system, figure, "kernel")
    ]
    if not rows:
        return []
    return ["", row(["per cent of the processor time", *SPENT_ON.values()]), row(["---", *["---:"] * len(SPENT_ON)]), *rows]


def row(cells):
    return "| " + " | ".join(cells) + " |"


def _cell(table, system, figure):
    text = spread(table.values(system, figure))
    ratios = table.ratios(system, figure) if table.base and system != table.base else []
    return f"{text}; {spread(ratios)} ×" if ratios else text
