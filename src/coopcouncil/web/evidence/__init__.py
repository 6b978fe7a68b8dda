"""Evidence: what supports a motion, an action, a procurement or a transfer, kept so that it can be checked again."""
