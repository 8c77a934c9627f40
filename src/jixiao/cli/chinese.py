"""Help and error messages in Chinese, in place of the English ones built into click."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext

import click

from jixiao.rendering.columns import display_width, wrap

_HEADINGS = {"Options": "选项", "Commands": "命令"}
_LEFT_COLUMN = 30


class CallError(click.ClickException):
    """The call cannot be carried out; the message is one Chinese sentence that says what to do."""

    exit_code = 2


class ChineseFormatter(click.HelpFormatter):
    """Help pages with Chinese headings, wrapped by display width: click counts a Chinese character as one column."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how to call the command."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        known = {gettext(english): chinese for english, chinese in _HEADINGS.items()}
        self.write(f"{'':>{self.current_indent}}{known.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        left = " " * self.current_indent
        paragraphs = text.replace("\n\n", "\f").replace("\n", "").split("\f")
        blocks = ["\n".join(left + line for line in wrap(part, self.width - len(left))) for part in paragraphs]
        self.write("\n\n".join(blocks) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _LEFT_COLUMN, col_spacing: int = 2) -> None:
        """Write terms and their explanations side by side; a long term has its explanation on the next line."""
        pairs = list(rows)
        column = min(max(display_width(term) for term, _ in pairs), col_max) + col_spacing
        for term, meaning in pairs:
            self._write_pair(term, wrap(meaning, self.width - column - self.current_indent), column)

    def _write_pair(self, term: str, lines: list[str], column: int) -> None:
        left = " " * self.current_indent
        gap = column - display_width(term)
        head = left + term + (" " * gap if gap >= 2 else "\n" + left + " " * column)
        self.write(head + ("\n" + left + " " * column).join(lines) + "\n")


class ChineseContext(click.Context):
    """A context whose help pages are Chinese."""

    formatter_class = ChineseFormatter


class ChineseCommand(click.Command):
    """A command with a Chinese help option and ``[选项]`` in its usage line."""

    context_class = ChineseContext

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the words of the usage line."""
        return [_usage_word(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option."""
        return _chinese_help(super().get_help_option(ctx))


class ChineseGroup(click.Group):
    """A group of commands with Chinese help, which refuses an unknown command in Chinese."""

    context_class = ChineseContext
    command_class = ChineseCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the words of the usage line."""
        return [_usage_word(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option."""
        return _chinese_help(super().get_help_option(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Return the commands in the order in which they were added, not by the alphabet."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first line of their help, which click would cut by counting characters."""
        rows = [(name, _first_line(self.commands[name])) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that ARGS begin with."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise click.UsageError(f"没有命令“{args[0]}”，可用的命令：{'、'.join(self.commands)}。", ctx)
        return super().resolve_command(ctx, args)


def _usage_word(piece: str) -> str:
    return {"[OPTIONS]": "[选项]", "[COMMAND] [ARGS]...": "命令 [参数]...", "COMMAND [ARGS]...": "命令 [参数]..."}.get(
        piece, piece
    )


def _chinese_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本说明"
    return option


def _first_line(command: click.Command) -> str:
    return (command.help or "").split("\n")[0].rstrip("。")


def explain(fault: click.ClickException) -> str:
    """Return what went wrong with a call as one Chinese sentence, and where to find help if it was written wrongly."""
    message = _sentence(fault)
    if not isinstance(fault, click.UsageError):
        return message
    command = fault.ctx.command_path if fault.ctx else "jixiao"
    return f"{message}\n说明见：{command} --help"


def _sentence(fault: click.ClickException) -> str:
    if isinstance(fault, click.NoSuchOption):
        near = f"，是不是 {'、'.join(fault.possibilities)}" if fault.possibilities else ""
        return f"没有选项 {fault.option_name}{near}。"
    if isinstance(fault, click.MissingParameter):
        return f"缺少参数 {_name(fault.param)}。"
    if isinstance(fault, click.BadParameter):
        return f"{_name(fault.param)} 的值不对：{_allowed(fault)}"
    if isinstance(fault, click.BadOptionUsage):
        return f"选项 {fault.option_name} 的写法不对：它后面应有一个值，或不该有值。"
    if isinstance(fault, click.UsageError) and "extra argument" in fault.message:
        return f"多出的参数：{fault.message.rsplit('(', 1)[-1].rstrip(').')}。"
    return fault.format_message()


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "参数"
    return parameter.opts[-1] if isinstance(parameter, click.Option) else str(parameter.metavar or parameter.name)


def _allowed(fault: click.BadParameter) -> str:
    if fault.param is not None and isinstance(fault.param.type, click.Choice):
        return f"只能是 {'、'.join(map(str, fault.param.type.choices))}。"
    return fault.message
