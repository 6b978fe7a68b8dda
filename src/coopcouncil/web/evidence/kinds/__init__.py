"""The kinds of evidence, one module each; `registry` is how another app adds its own."""
