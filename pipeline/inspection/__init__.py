"""What is recognised in a file, on one of its pages, and where a published figure stands: in words and as pictures.

For the person who wonders why a figure is or is not in the data. Nothing here decides anything: it shows what the stages
decided.
"""

from pipeline.inspection.command import inspect

__all__ = ["inspect"]
