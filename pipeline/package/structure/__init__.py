"""Is a published package still what it says it is? Its files against its descriptor, and CSV against Parquet.

Everything that is checked is read from the descriptor of the package itself, so that a package that another version
wrote, or that somebody edited, is judged by its own words. frictionless is not used: it takes some fifty times as long,
and does not look at the hash of a Parquet file, at categories, at unique keys, or at whether CSV and Parquet hold the
same. The tests hold it as the oracle: where it reports an error, this does too.

    descriptor.py   the descriptor as a whole: readable, its properties, its resources and their paths
    properties.py   which properties there are, of which kind, and which look misspelt or misplaced
    schema.py       a Table Schema: fields, keys, references
    field.py        one field: type, missing values, constraints, categories; it judges the texts of a column
    values.py       the texts of cells as values, type by type
    file.py         one file: there, of the size and hash described
    csv_table.py    one CSV file: encoding, shape, rows
    header.py       its header
    cells.py        every cell against its field
    keys.py         primary, unique and foreign keys
    twin.py         the Parquet file: readable, its columns and their types
    difference.py   where CSV and Parquet differ, row by row and cell by cell
    notes.py        what was found, as findings
"""

from pipeline.package.structure.check import check_structure

__all__ = ["check_structure"]
