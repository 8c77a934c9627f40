"""What is typed in to sign in and to open an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password

from jixiao.web.people.models import User

TAKEN = "这个账号已经有人用了，请换一个"


class SignInForm(AuthenticationForm):
    """Account and password."""

    error_messages = {  # noqa: RUF012
        "invalid_login": "账号或密码不对。连续输错5次，要等15分钟才能再试。",
        "inactive": "这个账号已停用，请找管理员。",
    }


class OpenAccountForm(forms.Form):
    """What an invited person chooses: account and password."""

    username = forms.CharField(label="账号", min_length=3, max_length=60, help_text="字母、数字或汉字，以后用它登录")
    password = forms.CharField(
        label="密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少12个字，不能全是数字，不能是常见的密码",
    )
    again = forms.CharField(
        label="再输一遍密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_username(self) -> str:
        """Refuse an account that somebody has."""
        username: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(TAKEN)
        return username

    def clean_password(self) -> str:
        """Refuse a weak password."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(username=self.cleaned_data.get("username", "")))
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two passwords that differ."""
        cleaned = super().clean() or {}
        if "password" in cleaned and cleaned.get("again") != cleaned["password"]:
            self.add_error("again", "两遍密码不一样")
        return cleaned
