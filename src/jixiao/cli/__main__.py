"""``python -m jixiao.cli``: for machines on which the ``jixiao`` command is not on the path."""

from jixiao.cli import main

main()
