"""Measures the gateway beside its peers on loopback; `tools/bench/board` runs it."""
