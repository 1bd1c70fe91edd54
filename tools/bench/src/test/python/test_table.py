import math
import unittest

from board import markdown
from board.table import Table, median, number, spread


class TableTest(unittest.TestCase):
    def test_median_of_an_even_number_is_the_mean_of_the_middle_two(self):
        self.assertEqual(median([9, 1, 2, 4]), 3)
        self.assertTrue(math.isnan(median([])))

    def test_spread_is_median_and_range(self):
        self.assertEqual(spread([3, 1, 2]), "2 (1 – 3)")
        self.assertEqual(spread([0.12345]), "0.123")
        self.assertEqual(spread([]), "–")

    def test_numbers_have_three_digits_or_are_whole(self):
        self.assertEqual([number(x) for x in (0.01234, 5.678, 99.96, 123.4, 54321)], ["0.0123", "5.68", "100", "123", "54,321"])

    def test_ratios_are_taken_round_by_round(self):
        table = Table("t", ["ours", "peer"], "peer")
        for ours, peer in ((10, 5), (40, 10)):
            table.add("ours", "ms", ours)
            table.add("peer", "ms", peer)
        # The ratio of the medians would be 3.33.
        self.assertEqual(table.ratios("ours", "ms"), [2, 4])
        self.assertIn("| ours | 25 (10 – 40); 3 (2 – 4) × |", markdown.of_table(table))

    def test_without_the_base_there_are_no_ratios(self):
        table = Table("t", ["ours"], "peer")
        table.add("ours", "ms", 1)
        self.assertEqual(table.ratios("ours", "ms"), [])
        self.assertNotIn("×", markdown.of_table(table))

    def test_a_system_without_figures_has_no_row(self):
        table = Table("t", ["ours", "absent"])
        table.add("ours", "ms", 1)
        self.assertNotIn("absent", markdown.of_table(table))
