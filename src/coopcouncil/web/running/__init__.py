"""What it takes to run the service: health, metrics, logs, and copies of all that it holds."""
