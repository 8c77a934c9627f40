"""Why a file was refused. One clear Chinese sentence each: which file, what is wrong, what to do."""

from __future__ import annotations


class UnreadableFileError(Exception):
    """The file cannot be read at all; ``message`` is for the user and names the file and the remedy."""

    def __init__(self, source: str, reason: str, remedy: str) -> None:
        self.source = source
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{source}：{reason}。{remedy}。")
