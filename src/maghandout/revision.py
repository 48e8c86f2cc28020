"""A git revision to the project as it stood then, in a folder of its own; the work tree is not touched.

Only the project's own files are taken from git. Below them lies the built-in library that the program has
now, unless the project is the checkout of that library itself.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from msgspec.structs import replace

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import HandoutError
from maghandout.project import FOLDERS, Project

_SECONDS = 60
"""For one call of git; a library takes it less than one."""
_HINT = "name a built PDF or PPTX, a folder of them, or a revision such as HEAD~3"


class RevisionError(HandoutError):
    """What was named is no revision of the project, or cannot be read from git."""


def project_at(revision: str, project: Project, folder: Path) -> Project:
    """Return a project as of a git revision, its files written into an empty folder.

    Raises:
        RevisionError: git is not there, knows no such revision, or has nothing of the project in it.
    """
    own = project.layers[0]
    commit = _commit(revision, own, has_own=own != project.built_in)
    listed = _git(revision, own, "ls-tree", "--name-only", "-z", commit).stdout.decode("utf-8", "replace")
    names = [name for name in FOLDERS if name in listed.split("\0")]
    if FOLDERS[0] not in names:
        raise RevisionError.at(Origin(revision), f"the revision has no {FOLDERS[0]}/ in this folder")
    archive = _git(revision, own, "archive", "--format=tar", commit, "--", *names)
    if archive.returncode:
        raise RevisionError.at(Origin(revision), f"git cannot read the revision: {_complaint(archive)}")
    _unpack(archive.stdout, folder, revision)
    return replace(project, layers=(folder, *project.layers[1:]))


def _commit(revision: str, own: Path, *, has_own: bool) -> str:
    """Return the hash of the commit that a revision names."""
    if revision.startswith("-"):
        raise _refused(revision, "a revision does not begin with '-'")
    if not has_own:
        raise _refused(revision, f"this folder has no {FOLDERS[0]}/ of its own")
    if not shutil.which("git"):
        raise _refused(revision, "git is not installed")
    within = _git(revision, own, "rev-parse", "--is-inside-work-tree")
    if within.returncode:
        raise _refused(revision, f"this folder is in no git repository ({_complaint(within)})")
    found = _git(revision, own, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if found.returncode:
        raise _refused(revision, "git knows no such commit")
    return found.stdout.decode("ascii").strip()


def _git(revision: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; what it says of itself is kept, and no shell reads the arguments."""
    command = [shutil.which("git") or "git", *arguments]
    try:
        return subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RevisionError.at(Origin(revision), f"git cannot be run: {error}") from error


def _refused(revision: str, reason: str) -> RevisionError:
    message = f"is no file and no folder, and no git revision: {reason}"
    return RevisionError([Finding(message, Origin(revision), _HINT)])


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line that git said, without its mark."""
    said = done.stderr.decode("utf-8", "replace").strip() or f"exit code {done.returncode}"
    return said.splitlines()[0].removeprefix("fatal: ")


def _unpack(data: bytes, folder: Path, revision: str) -> None:
    """Write the files of an archive; nothing in it may lead out of the folder."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise RevisionError.at(Origin(revision), f"the revision cannot be unpacked: {error}") from error
