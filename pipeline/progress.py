"""A progress bar on a terminal, silence in a pipe."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from pipeline.package import SourceOutcome


class Progress:
    """Shows how far a run has come; ``step`` is called after every source."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream, self._total = stream, total
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        if self._stream.isatty() and self._total:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("转换"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.description}"),
                console=Console(file=self._stream),
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task("", total=self._total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def step(self, done: int, total: int, entry: SourceOutcome) -> None:
        """Show that ``done`` of ``total`` sources are finished, the last one being ``entry``."""
        if self._bar:
            self._bar.update(self._task, completed=done, total=total, description=entry.source)
