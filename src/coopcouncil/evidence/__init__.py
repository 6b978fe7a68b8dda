"""What makes a statement checkable: findings, sources, snapshot manifests. Standard library only."""
