"""Bar charts as SVG. A bar is the median, the line on it the range. Readable on light and dark pages."""

from xml.sax.saxutils import escape

from board.table import median, number

WIDTH, LEFT, RIGHT, TOP, ROW, BAR = 760, 210, 130, 56, 30, 16
STYLE = """
text { font: 13px sans-serif; fill: #1f2328 }
.title { font-size: 15px; font-weight: bold }
.axis { fill: #59636e; font-size: 12px }
.line { stroke: #8c959f; stroke-width: 1 }
.ours { fill: #0969da }
.peer { fill: #8c959f }
.range { stroke: #1f2328; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .axis { fill: #9198a1 }
  .line, .range { stroke: #9198a1 }
  .ours { fill: #4493f8 }
  .peer { fill: #656c76 }
  .range { stroke: #f0f6fc }
}
"""


def bars(title, unit, rows):
    """rows: name, values of the rounds, whether it is ours."""
    rows = [(name, values, ours) for name, values, ours in rows if values]
    longest = max(max(values) for _, values, _ in rows)
    step = _step(longest)
    ticks = [i * step for i in range(int(longest / step) + 2)]
    scale = (WIDTH - LEFT - RIGHT) / ticks[-1]
    bottom = TOP + ROW * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 48}" role="img">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
        f'<text class="title" x="12" y="26">{escape(title)}</text>',
    ]
    for tick in ticks:
        x = LEFT + tick * scale
        parts.append(f'<line class="line" x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{bottom}" stroke-opacity="0.35"/>')
        parts.append(f'<text class="axis" x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{number(tick)}</text>')
    parts.append(
        f'<text class="axis" x="{LEFT + (WIDTH - LEFT - RIGHT) / 2:.0f}" y="{bottom + 36}" text-anchor="middle">'
        f"{escape(unit)}</text>"
    )
    for i, (name, values, ours) in enumerate(rows):
        parts += _bar(TOP + ROW * i, name, values, ours, scale)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _bar(y, name, values, ours, scale):
    middle = y + ROW / 2 - 4
    low, high = LEFT + min(values) * scale, LEFT + max(values) * scale
    kind = "ours" if ours else "peer"
    return [
        f'<text x="{LEFT - 10}" y="{middle + 5:.1f}" text-anchor="end">{escape(name)}</text>',
        f'<rect class="{kind}" x="{LEFT}" y="{middle - BAR / 2:.1f}" width="{median(values) * scale:.1f}" height="{BAR}"/>',
        f'<line class="range" x1="{low:.1f}" y1="{middle:.1f}" x2="{high:.1f}" y2="{middle:.1f}"/>',
        f'<text x="{max(high, LEFT + median(values) * scale) + 8:.1f}" y="{middle + 5:.1f}">{number(median(values))}</text>',
    ]


def _step(longest):
    """A round number that divides the axis into four to eight steps."""
    magnitude = 1e-9
    while True:
        for factor in (1, 2, 5):
            if longest / (magnitude * factor) <= 6:
                return magnitude * factor
        magnitude *= 10
