"""What can go wrong, as few exceptions; each says when and from where it is raised.

Every message is written for the person who gave the file: what is wrong, where, and what to do about it. Bad *data* in
a readable disclosure never raises: it becomes a :class:`pipeline.model.Finding`.
"""

from __future__ import annotations


class JuesuanError(Exception):
    """Base of all errors of this package.

    ``where`` names the file and, where known, the place in it; ``advice`` says what the reader can do.
    """

    def __init__(self, message: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text} ({self.advice})" if self.advice else text


class SourceError(JuesuanError):
    """A source can't be read at all: missing, empty, no permission, too large, vanished. Raised by ``extract``."""


class UnsupportedFormatError(SourceError):
    """The bytes are of a kind that no reader handles. Raised by ``extract`` when it chooses the reader."""


class NotADisclosureError(JuesuanError):
    """The text is readable but is no departmental disclosure, or more than one. Raised by ``normalize``."""


class SpecError(JuesuanError):
    """A file under ``schemas/`` is wrong: unknown or duplicate key, dangling reference. Raised by ``spec``."""


class OutputError(JuesuanError):
    """The output can't be written: foreign folder, no permission, disk full. Raised by ``package``."""


class UsageError(JuesuanError):
    """The command line asks for something that makes no sense. Raised by ``cli``; exit status 2."""
