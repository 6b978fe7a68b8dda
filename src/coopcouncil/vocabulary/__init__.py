"""The field's words as types. Standard library only; every other floor may import this one."""
