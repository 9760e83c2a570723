"""A corpus of any size as tables in Parquet files: made in parts, by one process, all cores or a cluster."""
