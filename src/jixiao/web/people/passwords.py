"""What a password must be, told in Chinese where Django has no Chinese for it."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    """Django's rule on the length of a password."""

    def get_error_message(self) -> str:
        """Say how long it must be at least."""
        return f"密码太短，至少要{self.min_length}个字。"

    def get_help_text(self) -> str:
        """Say the same beside the field."""
        return f"至少{self.min_length}个字"
