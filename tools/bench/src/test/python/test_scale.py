import contextlib
import dataclasses
import io
import json
import pathlib
import tempfile
import unittest

from scale import __main__ as program
from scale import comparison, costs, formulas, simulation
from scale.workload import Workload

COSTS = costs.published()


class ModelTest(unittest.TestCase):
    def test_the_simulation_confirms_the_formulas(self):
        for workload in (Workload(10**5, 2), Workload(10**5, 7, members=3), Workload(3 * 10**5, 10, members=40)):
            calculated, simulated = formulas.needs(workload, COSTS), simulation.simulate(workload, COSTS)
            for name in ("cores of all gateways, busy", "Redis: share of its core", "Redis: bytes out a second"):
                self.assertAlmostEqual(simulated[name] / calculated[name], 1, delta=0.05, msg=f"{workload}: {name}")

    def test_a_message_waits_where_work_exceeds_a_core(self):
        fast = simulation.simulate(Workload(10**5, 20), COSTS)
        slow = simulation.simulate(Workload(10**7, 20), COSTS)
        self.assertLess(fast["ms until delivered, p99"], 32)
        self.assertGreater(slow["ms until delivered, p99"], 100)

    def test_one_node_needs_no_redis(self):
        needs = formulas.needs(Workload(10**4, 1), COSTS)
        self.assertEqual(needs["Redis: share of its core"], 0)
        self.assertEqual(formulas.remote_nodes(1, 10), 0)

    def test_members_of_a_room_are_on_several_nodes(self):
        self.assertAlmostEqual(formulas.remote_nodes(2, 2), 0.5)
        self.assertLess(formulas.remote_nodes(1000, 10), 9)

    def test_an_idle_node_costs_the_same_among_many(self):
        few, many = (dataclasses.replace(Workload(0, nodes), message_every=1) for nodes in (2, 200))
        per_node = [formulas.needs(w, COSTS)["Redis: share of its core"] / w.nodes for w in (few, many)]
        self.assertAlmostEqual(per_node[0], per_node[1])


class ComparisonTest(unittest.TestCase):
    def test_names_what_differs_by_more_than_a_half(self):
        point = {"nodes": 2, "members": 10, **formulas.of_message(2, 10, 100, COSTS)}
        self.assertEqual(comparison.beyond_tolerance(comparison.rows({"points": [point]}, COSTS)), [])
        point["Redis µs a message"] *= 1.6
        found = comparison.beyond_tolerance(comparison.rows({"points": [point]}, COSTS))
        self.assertEqual([row[2] for row in found], ["Redis µs a message"])

    def test_prints_what_was_published(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(program.main([]), 0)
        self.assertIn("| 3 | 10 | gateway µs a message |", out.getvalue())
        self.assertIn("| connections | 1,000 | 10,000 | 100,000 | 1,000,000 | 10,000,000 |", out.getvalue())


class CostsTest(unittest.TestCase):
    def test_a_run_without_a_part_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "board.json")
            file.write_text(json.dumps({"tables": []}))
            with self.assertRaisesRegex(KeyError, "two gateways"):
                costs.of_board(file)
