"""Files in, tables out. DuckDB, Polars and Parquet; knows no web."""
