"""Runs all tests in this folder."""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "main" / "python")]

if __name__ == "__main__":
    result = unittest.TextTestRunner().run(unittest.defaultTestLoader.discover(str(HERE)))
    sys.exit(not result.wasSuccessful())
