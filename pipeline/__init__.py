"""Chinese departmental budgets and final accounts as open data.

The package turns a disclosure (部门决算公开, 部门预算公开) into a Frictionless Data Package in four stages, each a
sub-package that knows nothing of the others: ``extract`` (what stands on the page), ``normalize`` (what it means),
``validate`` (does it add up) and ``package`` (write it down). ``run`` is the only module that knows their order.
"""

__version__ = "0.1.0"
