"""What is asked for to set up a round."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jixiao.evaluations import Subject
from jixiao.packs import all_packs
from jixiao.web.organisations.access import within_reach
from jixiao.web.organisations.models import Level, Organisation, Role
from jixiao.web.people.models import User
from jixiao.web.rounds.models import Round

_DATES = ("goals_due", "due", "review_due")


def _packs(subject: Subject) -> list[tuple[str, str]]:
    fitting = [pack for pack in all_packs() if pack.scored and subject in pack.subjects]
    return [("", "（不评）"), *((pack.id, pack.title) for pack in fitting)]


class _DateField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RoundForm(forms.Form):
    """A new round: who sets it, the year, the packs, the dates, and the bureaus that take part."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="由谁组织", empty_label=None, help_text="只有它之下的单位可以参加"
    )
    title = forms.CharField(label="名称", max_length=100)
    year = forms.IntegerField(label="评价年度", min_value=2000, max_value=2100)
    department_pack = forms.ChoiceField(
        label="部门整体规则包", required=False, help_text="选了就给每个单位建一份部门整体自评"
    )
    project_pack = forms.ChoiceField(label="项目规则包", required=False, help_text="项目由各单位自己新增")
    goals_due = _DateField(label="目标填报截止")
    due = _DateField(label="自评填报截止")
    review_due = _DateField(label="审核截止")
    bureaus = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label="参加单位", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, person: User, data: Any = None) -> None:
        year = date.today().year - 1
        super().__init__(data, initial={"year": year, "title": f"{year}年度绩效自评"})
        reach = Organisation.objects.filter(within_reach(person, roles=[Role.ADMINISTRATOR])).order_by("path")
        self._set("organisation", reach.exclude(level=Level.UNIT))
        self._set("bureaus", reach.filter(level__in=[Level.BUREAU, Level.UNIT]))
        self.fields["organisation"].initial = reach.first()
        for name, subject in (("department_pack", Subject.DEPARTMENT), ("project_pack", Subject.PROJECT)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = _packs(subject)

    def _set(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queryset

    def clean(self) -> dict[str, Any]:
        """Refuse dates that run backwards, bureaus from elsewhere, and a round that evaluates nothing."""
        cleaned = super().clean() or {}
        known = [cleaned[name] for name in _DATES if cleaned.get(name) is not None]
        if known != sorted(known):
            self.add_error("review_due", "截止日期要按目标、自评、审核的先后排")
        owner = cleaned.get("organisation")
        outside = [
            each for each in cleaned.get("bureaus") or () if owner is not None and not each.path.startswith(owner.path)
        ]
        if outside:
            self.add_error("bureaus", f"{outside[0]}不在{owner}之下")
        if not cleaned.get("department_pack") and not cleaned.get("project_pack"):
            self.add_error("project_pack", "部门整体和项目至少选一种规则包")
        return cleaned

    def made(self) -> Round:
        """Return the round that was asked for, kept in the database."""
        facts = dict(self.cleaned_data)
        bureaus = facts.pop("bureaus")
        round_ = Round.objects.create(**facts)
        round_.bureaus.set(bureaus)
        return round_
