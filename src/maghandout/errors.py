"""The errors that maghandout raises, one class per way to fail.

Each carries findings, so that one error can tell every problem of a file at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from maghandout.diagnostics import Finding, Origin


class HandoutError(Exception):
    """Something in the input or the surroundings keeps a handout from being made."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))

    def __reduce__(self) -> tuple[type[HandoutError], tuple[tuple[Finding, ...]]]:
        """Keep the findings when the error comes from another process."""
        return type(self), (self.findings,)

    @classmethod
    def at(cls, origin: Origin, message: str, hint: str = "") -> Self:
        """Return an error of this class with a single finding."""
        return cls([Finding(message, origin, hint)])


class FileError(HandoutError):
    """A file cannot be read as text."""


class YamlError(HandoutError):
    """A file is not the YAML that maghandout reads."""


class SpecError(HandoutError):
    """A topic says something that no topic can say."""


class SeedError(HandoutError):
    """A seed or a record of the library is malformed or points nowhere."""


class ArticleError(HandoutError):
    """An article cannot be turned into a seed."""


class SelectionError(HandoutError):
    """A selector picks nothing."""


class PolicyError(SelectionError):
    """A handout picks a statement that must not be printed for patients."""


class TemplateError(HandoutError):
    """A template fails or emits something outside the subset."""


class StyleError(HandoutError):
    """A citation style or theme cannot be used."""


class BrandError(HandoutError):
    """A clinic's brand says something that cannot be printed, or its logo cannot."""


class RenderError(HandoutError):
    """A document cannot be drawn."""


class CheckError(HandoutError):
    """A rule that stops a build found something."""


class ApprovalError(HandoutError):
    """An approval cannot be given, or its file is not what was written."""


class PublishError(HandoutError):
    """An output cannot be written."""


class FillError(HandoutError):
    """My plan cannot be filled in as asked."""


class BatchError(HandoutError):
    """A batch of copies cannot begin or go on."""
