"""Calculates what many connections need, simulates it, and compares both with small measurements."""
