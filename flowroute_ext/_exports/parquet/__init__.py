"""Exports as Parquet, by pyarrow: the extra `parquet`."""
