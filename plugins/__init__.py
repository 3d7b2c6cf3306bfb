"""The benchmarks that ship with Podium, one plugin a folder."""
