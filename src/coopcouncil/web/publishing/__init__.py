"""What the public sees: the council decides which snapshot's figures are published."""
