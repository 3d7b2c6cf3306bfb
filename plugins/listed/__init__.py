"""Benchmarks that Podium lists with published results and does not run."""
