"""Package: ordered rows become CSV and Parquet with one schema, a descriptor, a README and the catalog."""
