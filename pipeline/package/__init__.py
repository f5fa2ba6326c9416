"""Package: ordered rows become CSV and Parquet with one schema, a descriptor, a README and the catalog."""

from pipeline.package.catalog import SourceOutcome, read_run, write_catalog, write_run
from pipeline.package.columns import RowError
from pipeline.package.fingerprint import fingerprint
from pipeline.package.identity import ClaimedId, IdRegister
from pipeline.package.output_folder import open_output
from pipeline.package.published import PackageInfo, is_current, published, read_info
from pipeline.package.reading import PackageError, read_dataset, read_disclosure, read_tables
from pipeline.package.structure import check_structure
from pipeline.package.writer import WrittenPackage, write_package

__all__ = [
    "ClaimedId",
    "IdRegister",
    "PackageError",
    "PackageInfo",
    "RowError",
    "SourceOutcome",
    "WrittenPackage",
    "check_structure",
    "fingerprint",
    "is_current",
    "open_output",
    "published",
    "read_dataset",
    "read_disclosure",
    "read_info",
    "read_run",
    "read_tables",
    "write_catalog",
    "write_package",
    "write_run",
]
