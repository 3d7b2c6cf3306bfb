"""Pages: a run's report as one file of HTML that needs nothing else."""
