"""The workbench as somebody who means it harm meets it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from jixiao.web.answers import failed
from jixiao.web.journal.chain import broken_links, record
from jixiao.web.journal.models import Chain, Entry
from jixiao.web.logs import JsonLines, without_tokens
from jixiao.web.people.models import User
from jixiao.web.people.signing import MOST_FAILURES, address_of
from jixiao.web.security import POLICY
from tests.web.conftest import PASSWORD, World
from tests.web.test_rights import SIGNED_OUT, TABLE, browser

PAGES = [name for name, row in TABLE.items() if row.method == "GET" and not name.startswith("api:")]
_OWN_POLICY = "checking:page"  # shows a page that carries its style and script in itself, told by their hashes


class _Inline(HTMLParser):
    """Collects whatever a strict content policy would have to forbid."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        data = given.get("type") == "application/json"  # nothing runs there
        self.found += [tag] if tag == "style" or (tag == "script" and "src" not in given and not data) else []
        addresses = (given.get(name) or "" for name in ("src", "href", "action"))
        self.found += [each for each in addresses if each.startswith(("http:", "https:", "//", "javascript:"))]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_needs_a_lenient_content_policy(world: World, name: str) -> None:
    row = TABLE[name]
    if row.prepare is not None:
        world.put(row.prepare)
    caller = SIGNED_OUT if name == "people:sign-in" else row.own[0]
    answer = browser(world, caller).get(reverse(name, kwargs=row.where(world)))
    answer.close()
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy == POLICY or name == _OWN_POLICY
    if name != _OWN_POLICY and answer.headers["Content-Type"].startswith("text/html"):
        inline = _Inline()
        inline.feed(answer.content.decode())
        assert inline.found == []
    assert answer.headers["Cache-Control"].startswith(("no-store", "max-age=0"))
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def _manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    names = {"DJANGO_SETTINGS_MODULE": "jixiao.web.settings"}
    command = [sys.executable, "-m", "django", *words]
    return subprocess.run(command, check=False, env=os.environ | names | environment, capture_output=True, text=True)


def test_the_settings_of_a_served_installation_pass_the_check_for_deployment(tmp_path: Path) -> None:
    run = _manage("check", "--deploy", "--fail-level", "WARNING", JIXIAO_DATA=str(tmp_path), JIXIAO_HTTPS="1")
    assert run.returncode == 0, run.stderr


def test_the_database_has_the_form_that_the_code_expects(tmp_path: Path) -> None:
    run = _manage("makemigrations", "--check", "--dry-run", JIXIAO_DATA=str(tmp_path))
    assert run.returncode == 0, run.stdout


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(world: World, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    client.get("/sign-in/")
    client.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
    session = client.cookies["sessionid"]
    assert world.people["clerk"].pk
    assert session["httponly"]
    assert session["secure"]
    assert session["samesite"] == "Lax"
    assert client.cookies["csrftoken"]["secure"]


def test_behind_https_cookies_bear_the_strictest_names(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE")
    told = f"from jixiao.web import settings as s; print({', '.join(f's.{name}' for name in names)})"
    environment = os.environ | {"JIXIAO_DATA": str(tmp_path), "JIXIAO_HTTPS": "1"}
    run = subprocess.run([sys.executable, "-c", told], check=True, env=environment, capture_output=True, text=True)
    assert run.stdout.split() == ["__Host-session", "__Host-csrf", "True"]


def test_a_password_like_the_account_is_refused(world: World) -> None:
    row = TABLE["people:accept-invitation"]
    address = reverse("people:accept-invitation", kwargs=row.where(world))
    facts = {"username": "zhangxiaoming", "password": "zhangxiaoming1", "again": "zhangxiaoming1"}
    assert Client().post(address, facts).status_code == 422
    assert not User.objects.filter(username="zhangxiaoming").exists()


def test_the_secret_is_made_for_the_owner_alone(tmp_path: Path) -> None:
    _manage("check", JIXIAO_DATA=str(tmp_path))
    made = tmp_path / "secret.key"
    assert len(made.read_text(encoding="ascii")) >= 50
    assert made.stat().st_mode & 0o777 == 0o600


class TestSigningIn:
    """Guessing passwords."""

    def _try(self, username: str, password: str, address: str = "127.0.0.1") -> Any:
        return Client().post("/sign-in/", {"username": username, "password": password}, REMOTE_ADDR=address)

    def test_five_wrong_passwords_lock_the_account_out(self, world: World) -> None:
        assert world.people["clerk"].is_active
        answers = [self._try("clerk", f"wrong-{number}").status_code for number in range(5)]
        assert answers[:4] == [200] * 4
        locked = self._try("clerk", PASSWORD)
        assert locked.status_code == 429
        assert "15分钟" in locked.content.decode()

    def test_others_are_not_locked_out_with_it(self, world: World) -> None:
        for number in range(6):
            self._try("clerk", f"wrong-{number}")
        assert world.people["head"].is_active
        assert self._try("head", PASSWORD).status_code == 302

    def test_one_password_for_many_accounts_is_stopped_too(self, world: World) -> None:
        for number in range(MOST_FAILURES):
            assert self._try(f"guess-{number}", "Password-123").status_code == 200
        assert self._try("clerk", PASSWORD).status_code == 429
        assert self._try("clerk", PASSWORD, "192.0.2.9").status_code == 302
        assert world.people["clerk"].is_active

    def test_a_wrong_account_and_a_wrong_password_are_told_alike(self, world: World) -> None:
        assert world.people["clerk"].is_active
        told = [self._try(name, "nothing-right").context["form"].non_field_errors() for name in ("clerk", "no-such")]
        assert [*told[0]] == [*told[1]]
        assert told[0]

    def test_the_session_is_a_new_one_after_signing_in(self, world: World) -> None:
        assert world.people["clerk"].is_active
        client = Client()
        client.session.save()
        before = client.session.session_key
        client.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
        assert client.session.session_key != before

    def test_signing_out_ends_the_session_on_the_server(self, world: World) -> None:
        client = world.client("clerk")
        stolen = client.cookies["sessionid"].value
        client.post("/sign-out/")
        thief = Client()
        thief.cookies["sessionid"] = stolen
        assert thief.get("/").status_code == 302

    def test_a_new_password_ends_the_sessions_elsewhere(self, world: World) -> None:
        here, elsewhere = world.client("clerk"), world.client("clerk")
        facts = {"old_password": PASSWORD, "new_password1": "another-long-one", "new_password2": "another-long-one"}
        assert here.post("/password/", facts).status_code == 302
        assert here.get("/").status_code == 200
        assert elsewhere.get("/").status_code == 302
        assert Entry.objects.filter(action="改密码").count() == 1

    @pytest.mark.parametrize("password", ["short1", "123456789012345", "password1234", PASSWORD[:11]])
    def test_a_weak_password_is_refused(self, world: World, password: str) -> None:
        facts = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
        assert world.client("clerk").post("/password/", facts).status_code == 200
        assert User.objects.get(username="clerk").check_password(PASSWORD)

    def test_nobody_is_sent_elsewhere_after_signing_in(self, world: World) -> None:
        assert world.people["clerk"].is_active
        facts = {"username": "clerk", "password": PASSWORD, "next": "https://elsewhere.example/"}
        assert Client().post("/sign-in/", facts).headers["Location"] == "/"

    def test_passwords_are_kept_by_a_slow_hash_in_earnest(self, tmp_path: Path) -> None:
        run = subprocess.run(
            [sys.executable, "-c", "from jixiao.web.settings import PASSWORD_HASHERS as kept; print(kept)"],
            check=True,
            env=os.environ | {"JIXIAO_DATA": str(tmp_path)},
            capture_output=True,
            text=True,
        )
        assert "Scrypt" in run.stdout


@pytest.mark.parametrize(
    ("https", "forwarded", "address"),
    [(False, "203.0.113.7", "127.0.0.1"), (True, "6.6.6.6, 203.0.113.7", "203.0.113.7"), (True, "", "127.0.0.1")],
)
def test_an_address_is_believed_from_our_own_proxy_alone(
    settings: Any, https: bool, forwarded: str, address: str
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if https else None
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(RequestFactory().get("/", headers=headers)) == address


class TestJournal:
    """The database itself lets the journal only grow."""

    @pytest.fixture(autouse=True)
    def _entries(self, db: None) -> None:  # noqa: ARG002
        for number in range(3):
            record(None, "修改", f"sheet:{number}")

    @pytest.mark.parametrize(
        "deed",
        [
            lambda: Entry.objects.filter(number=2).update(who="别人"),
            lambda: Entry.objects.filter(number=2).delete(),
            lambda: Entry.objects.all()._raw_delete("default"),
            lambda: Chain.objects.update(length=1),
            lambda: Chain.objects.all().delete(),
        ],
        ids=["change", "remove", "remove-all", "shorten", "remove-the-end"],
    )
    def test_nothing_is_changed_or_removed(self, deed: Any) -> None:
        with pytest.raises(DatabaseError, match="只能增加"), transaction.atomic():
            deed()
        assert list(broken_links()) == []
        assert Entry.objects.count() == 3

    def test_it_is_not_emptied_at_one_stroke(self) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("只有 PostgreSQL 有 TRUNCATE")
        connection.check_constraints()  # what is to be checked at the end of the transaction would stand in the way
        with pytest.raises(DatabaseError, match="只能增加"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE journal_entry")


class TestAnswers:
    """Refusals and breakdowns are told in Chinese and tell nothing else."""

    def test_a_form_without_its_token(self, world: World) -> None:
        client = Client(enforce_csrf_checks=True)
        answer = client.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
        assert world.people["clerk"].is_active
        assert answer.status_code == 403
        assert "页面过期了" in answer.content.decode()

    @pytest.mark.parametrize("address", ["/?q=%00", "/public/?q=a%00b"])
    def test_signs_that_no_database_keeps(self, world: World, address: str) -> None:
        answer = world.client("clerk").get(address)
        assert answer.status_code == 400
        assert "没有看懂" in answer.content.decode()

    def test_too_much_at_once(self, world: World, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
        address = reverse("sheets:save", args=[world.sheet.pk])
        answer = world.client("clerk").post(address, "x" * 2000, content_type="application/json")
        assert answer.status_code == 400
        assert "太大" in answer.json()["message"]

    def test_a_foreign_host(self, world: World) -> None:
        answer = world.client("clerk").get("/", headers={"Host": "evil.example"})
        assert answer.status_code == 400
        assert "没有看懂" in answer.content.decode()

    @pytest.mark.parametrize(
        ("fault", "status", "told"),
        [
            (OperationalError("database or disk is full at /secret/path"), 503, "以前保存的都在"),
            (OSError(28, "No space left on device", "/secret/path"), 503, "以前保存的都在"),
            (OSError(2, "No such file", "/secret/path"), 500, "程序出错了"),
            (ValueError("/secret/path"), 500, "程序出错了"),
        ],
    )
    @pytest.mark.parametrize("kind", ["", "application/json"])
    def test_a_breakdown(self, fault: Exception, status: int, told: str, kind: str) -> None:
        request = RequestFactory().generic("POST", "/", "{}", content_type=kind)
        try:
            raise fault
        except (OSError, ValueError, DatabaseError):
            answer = failed(request)
        text = json.loads(answer.content)["message"] if kind else answer.content.decode()
        assert answer.status_code == status
        assert told in text
        assert "secret" not in text

    @pytest.mark.parametrize(("who", "status"), [("reader", 403), ("stranger", 404)])
    def test_a_script_is_told_in_json(self, world: World, who: str, status: int) -> None:
        address = reverse("sheets:save", args=[world.sheet.pk])
        answer = world.client(who).post(address, "{}", content_type="application/json")
        assert answer.status_code == status
        assert answer.json()["message"]


class TestLogs:
    """One line of JSON for each request, without secrets."""

    def _lines(self, caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
        return [json.loads(JsonLines().format(each)) for each in caplog.records]

    def test_a_request_is_told_in_one_line(self, world: World, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO, logger="jixiao.requests"):
            world.client("clerk").get("/rounds/?q=geheim")
        (line,) = self._lines(caplog)
        assert {key: line[key] for key in ("method", "path", "status", "person")} == {
            "method": "GET",
            "path": "/rounds/",
            "status": 200,
            "person": world.people["clerk"].pk,
        }
        assert line["ms"] >= 0
        assert line["time"].endswith("+00:00")

    def test_no_password_and_no_token_is_written_down(self, world: World, caplog: pytest.LogCaptureFixture) -> None:
        row = TABLE["people:accept-invitation"]
        address = reverse("people:accept-invitation", kwargs=row.where(world))
        token = address.rstrip("/").rpartition("/")[2]
        with caplog.at_level(logging.DEBUG):
            Client().get(address)
            Client().get(f"/invitations/{token}")  # without its end: sent on, and written down too
            Client().post("/sign-in/", {"username": "clerk", "password": "geheim-geheim"})
            Client().post("/sign-in/", {"username": "clerk", "password": PASSWORD})
        text = "\n".join(JsonLines().format(each) for each in caplog.records)
        assert text.count('"path"') == 4
        assert not [secret for secret in (token, "geheim", PASSWORD) if secret in text]

    def test_the_trace_of_a_fault_is_in_its_line(self) -> None:
        try:
            raise ValueError("boom")
        except ValueError:
            made = logging.LogRecord("x", logging.ERROR, "f", 1, "failed %s", ("here",), sys.exc_info())
        line = json.loads(JsonLines().format(made))
        assert (line["level"], line["message"]) == ("error", "failed here")
        assert "ValueError: boom" in line["trace"]

    def test_a_token_is_told_by_its_length(self) -> None:
        assert without_tokens("/invitations/abcdefghijklmnopqrstuvwx/") == "/invitations/…/"
        assert without_tokens("/sheets/12/findings/") == "/sheets/12/findings/"


def test_health_tells_no_secret(world: World, settings: Any) -> None:
    answer = world.client("clerk").get("/health/")
    assert answer.json().keys() == {"ok", "database", "disk_free_mb", "journal"}
    assert settings.SECRET_KEY not in answer.content.decode()


def test_a_disk_that_is_nearly_full_is_no_health(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    monkeypatch.setattr("jixiao.web.health.LEAST_ROOM", 10**12)
    answer = world.client("clerk").get("/health/")
    assert (answer.status_code, answer.json()["ok"]) == (503, False)
