"""A sentence about a file of the site: what is wrong, where, and the mend."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    file: str
    line: int  # 0 where no line can be named
    sentence: str

    def __str__(self):
        where = f"{self.file} line {self.line}" if self.line else self.file
        return f"{where}: {self.sentence}"
