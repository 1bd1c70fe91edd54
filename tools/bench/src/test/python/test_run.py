import contextlib
import io
import unittest

from board import gateway
from board.prerequisites import Unavailable
from board.run import Run


class RunTest(unittest.TestCase):
    def test_a_peer_that_is_not_installed_is_left_out_and_named(self):
        run = Run(rounds=1)
        with contextlib.redirect_stderr(io.StringIO()):
            run.leave_out("Nchan", Unavailable("nchan is not installed"))
        self.assertEqual(run.absent, ["Nchan: nchan is not installed"])

    def test_ours_and_the_floor_are_required(self):
        for name in ("gateway, http:", "floor"):
            with self.assertRaises(Unavailable):
                Run(rounds=1).leave_out(name, Unavailable("it does not compile"))


class MetricTest(unittest.TestCase):
    def test_a_metric_is_the_sum_of_its_lines(self):
        text = """
gateway_cleanups_pending 3.0
gateway_cleanups_pending_seconds 9.0
gateway_events_seconds_count{kind="transmission",outcome="a"} 2.0
gateway_events_seconds_count{kind="transmission",outcome="b"} 5.0
gateway_events_seconds_count{kind="register",outcome="a"} 100.0
"""
        self.assertEqual(gateway.metric_in(text, "gateway_cleanups_pending"), 3)
        self.assertEqual(gateway.metric_in(text, "gateway_events_seconds_count", 'kind="transmission"'), 7)
        self.assertEqual(gateway.metric_in("", "gateway_cleanups_pending"), 0)
