"""Single figures of a converted disclosure changed, one at a time: which changes do the checks notice?"""

from tests.mutations.mutate import STATEMENTS, Mutation, mutations
from tests.mutations.notice import Noticed, noticed, only_proven

__all__ = ["STATEMENTS", "Mutation", "Noticed", "mutations", "noticed", "only_proven"]
