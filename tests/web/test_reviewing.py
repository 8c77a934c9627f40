"""Review: the order of the queue, samples that can be drawn again, changed scores."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.web.organisations.models import Membership, Role
from jixiao.web.reviewing.drawing import drawn
from jixiao.web.reviewing.models import ChangedScore, Sample
from jixiao.web.reviewing.risk import Facts, ranked
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.passing import pass_on
from jixiao.web.sheets.workflow import Action
from tests.web.conftest import World

ROW = "indicators/0/children/0/children/0"


def _facts(pk: int, total: str = "90", budget: str = "100", executed: str = "95", warnings: int = 0) -> Facts:
    return Facts(pk, "all", Decimal(total), Decimal(budget), Decimal(executed), 0, warnings)


class TestRisk:
    """Which submissions come first, and why."""

    def test_a_high_score_beside_low_execution_comes_first(self) -> None:
        first, *_ = ranked([*map(_facts, range(6)), _facts(9, total="98", executed="62")])
        assert first.pk == 9
        assert "得分98，执行率只有62.0%" in first.reasons

    def test_a_score_far_above_its_peers(self) -> None:
        low = [_facts(pk, total="80") for pk in range(9)]
        first, *_ = ranked([*low, _facts(9, total="88")])
        assert first.reasons == ("得分比同类的中位数80高8分",)
        assert not any(risk.reasons for risk in ranked([*low, _facts(9, total="87.99")]))

    def test_big_money_and_spending_above_the_budget(self) -> None:
        first, *_ = ranked([*map(_facts, range(9)), _facts(9, budget="900", executed="901")])
        assert first.reasons == ("执行数超过预算（执行率100.1%）", "预算900万元，占这批的50%")

    def test_doubts_count(self) -> None:
        many = [_facts(pk) for pk in range(10, 20)]
        order = ranked([*many, _facts(2, warnings=1), _facts(3, warnings=2)])
        assert [risk.pk for risk in order][:2] == [3, 2]

    def test_what_is_not_known_is_no_risk(self) -> None:
        unknown = Facts(1, "all", None, None, None, 0, 0)
        assert ranked([unknown])[0].points == 0


class TestSample:
    """Anybody can draw the same again."""

    @given(st.sets(st.integers(1, 10**6), min_size=1, max_size=200), st.text(max_size=20), st.data())
    def test_the_same_seed_draws_the_same(self, numbers: set[int], seed: str, data: st.DataObject) -> None:
        population = sorted(numbers)
        size = data.draw(st.integers(1, len(population)))
        chosen = drawn(population, size, seed)
        assert len(chosen) == size
        assert set(chosen) <= numbers
        assert drawn(population[::-1], size, seed) == chosen

    def test_one_more_is_the_same_and_one(self) -> None:
        assert set(drawn(range(100), 10, "a")) < set(drawn(range(100), 11, "a"))

    @pytest.mark.parametrize("size", [0, -1, 4])
    def test_a_size_that_cannot_be(self, size: int) -> None:
        with pytest.raises(ValueError, match="size"):
            drawn([1, 2, 3], size, "a")

    def test_a_sample_is_kept_with_its_seed(self, world: World) -> None:
        world.put(State.REVIEWING)
        world.client("reviewer").post("/review/samples/", {"round": world.round.pk, "share": "15", "seed": "甲"})
        sample = Sample.objects.get()
        assert (sample.seed, sample.population, sample.chosen) == ("甲", [world.sheet.pk], [world.sheet.pk])

    @pytest.mark.parametrize("share", ["", "0", "101", "NaN", "x"])
    def test_a_share_that_cannot_be(self, world: World, share: str) -> None:
        world.put(State.REVIEWING)
        world.client("reviewer").post("/review/samples/", {"round": world.round.pk, "share": share})
        assert not Sample.objects.exists()


class TestChangedScores:
    """A reviewer's points in place of the submitted ones."""

    def _change(self, world: World, who: str = "reviewer", **given: str) -> int:
        data = {"path": ROW, "score": "3", "reason": "台账只有3次", **given}
        return world.client(who).post(f"/review/sheets/{world.sheet.pk}/scores/", data).status_code

    def test_the_total_after_review(self, world: World) -> None:
        world.put(State.REVIEWING)
        assert self._change(world) == 302
        change = ChangedScore.objects.get()
        assert (change.submitted, change.score) == (Decimal(6), Decimal(3))
        assert world.sheet.total is not None
        page = world.client("reviewer").get(f"/sheets/{world.sheet.pk}/").content.decode()
        assert f"审核后总分 <b>{world.sheet.total - 3:.2f}</b>" in page

    @pytest.mark.parametrize(
        "given", [{"score": "6.01"}, {"score": "-1"}, {"score": "NaN"}, {"score": "三"}, {"reason": " "}, {"path": "x"}]
    )
    def test_what_cannot_be_given(self, world: World, given: dict[str, str]) -> None:
        world.put(State.REVIEWING)
        self._change(world, **given)
        assert not ChangedScore.objects.exists()

    def test_only_while_in_review(self, world: World) -> None:
        self._change(world)
        assert not ChangedScore.objects.exists()

    def test_nobody_changes_the_scores_of_his_own(self, world: World) -> None:
        Membership.objects.create(person=world.people["head"], organisation=world.county, role=Role.REVIEWER)
        Sheet.objects.filter(pk=world.sheet.pk).update(signed_by=world.people["head"])
        world.put(State.REVIEWING)
        assert self._change(world, "head") == 403

    def test_a_second_submission_starts_anew(self, world: World) -> None:
        people, pk = world.people, world.sheet.pk
        pass_on(pk, people["clerk"], Action.SUBMIT)
        pass_on(pk, people["head"], Action.SIGN)
        self._change(world)
        pass_on(pk, people["reviewer"], Action.RETURN, "再看看")
        pass_on(pk, people["clerk"], Action.SUBMIT)
        pass_on(pk, people["head"], Action.SIGN)
        assert "审核后总分" not in world.client("reviewer").get(f"/sheets/{pk}/").content.decode()
