import unittest

from board.run import check
from board.table import Table


class CheckTest(unittest.TestCase):
    def setUp(self):
        self.table = Table("t", ["gateway, http:", "Pushpin", "floor"])

    def test_complete_delivery_is_silent(self):
        check(self.table, "gateway, http:", expected=10, received=10)
        self.assertEqual((self.table.failures, self.table.notes), ([], []))

    def test_a_missing_message_of_ours_or_of_the_floor_fails_the_board(self):
        check(self.table, "gateway, http:", expected=10, received=9)
        check(self.table, "floor", expected=10, received=9)
        self.assertEqual(len(self.table.failures), 2)

    def test_a_duplicate_and_a_lost_socket_fail_the_board(self):
        check(self.table, "gateway, http:", expected=10, received=10, duplicates=1)
        check(self.table, "gateway, http:", expected=10, received=10, lost=1)
        self.assertEqual(len(self.table.failures), 2)

    def test_a_missing_message_of_a_peer_is_a_note(self):
        check(self.table, "Pushpin", expected=10, received=9)
        self.assertEqual(self.table.failures, [])
        self.assertIn("9 of 10", self.table.notes[0])
