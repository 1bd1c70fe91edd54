import unittest

from board.targets import Target, as_markdown


class TargetsTest(unittest.TestCase):
    def test_the_median_decides(self):
        self.assertEqual(Target("t", [1, 2, 9], 2).verdict(), "met")
        self.assertEqual(Target("t", [1, 2.1, 2.2], 2).verdict(), "not met")
        self.assertEqual(Target("t", [5], 5, at_least=True).verdict(), "met")
        self.assertEqual(Target("t", [4.9], 5, at_least=True).verdict(), "not met")

    def test_without_figures_a_target_is_not_measured(self):
        self.assertEqual(Target("t", [], 5).verdict(), "not measured")
        self.assertIn("| t | ≤ 5 × | – | not measured |", as_markdown([Target("t", [], 5)]))
