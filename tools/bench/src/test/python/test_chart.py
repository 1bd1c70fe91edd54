import unittest
import xml.etree.ElementTree as xml

from board import chart

SVG = "{http://www.w3.org/2000/svg}"


class ChartTest(unittest.TestCase):
    def draw(self, rows):
        return xml.fromstring(chart.bars("Title <1>", "ms", rows))

    def test_bars_are_proportional_to_the_medians(self):
        svg = self.draw([("a & b", [1, 2, 3], True), ("c", [4], False)])
        widths = [float(rect.get("width")) for rect in svg.iter(SVG + "rect")]
        self.assertAlmostEqual(widths[1], 2 * widths[0], delta=0.2)

    def test_the_range_ends_inside_the_picture(self):
        svg = self.draw([("a", [1, 60, 999], True)])
        ends = [float(line.get("x2")) for line in svg.iter(SVG + "line")]
        self.assertLessEqual(max(ends), chart.WIDTH)

    def test_names_unit_and_values_are_labelled(self):
        texts = [text.text for text in self.draw([("a & b", [7], True)]).iter(SVG + "text")]
        for text in ("Title <1>", "ms", "a & b", "7"):
            self.assertIn(text, texts)

    def test_systems_without_values_are_left_out(self):
        svg = self.draw([("a", [1], True), ("absent", [], False)])
        self.assertEqual(len(list(svg.iter(SVG + "rect"))), 1)
