"""Long work in the background: jobs that a worker runs while people do something else."""
