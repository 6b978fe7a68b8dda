"""Public registers in, organisations out: one module a register."""
