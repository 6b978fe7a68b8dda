"""Public registers in, organisations out: one module a register."""

from coopcouncil.data.registers.loading import FileReport, load_registers

__all__ = ["FileReport", "load_registers"]
