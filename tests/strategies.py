"""Hypothesis strategies over the model: whole dossiers in the forms of every pack, small ones when a test fails."""

from __future__ import annotations

from hypothesis import strategies as st

from samples.random_dossiers import ANY, Dossier, dossier_packs, random_dossier

PACKS = dossier_packs()


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Draw a dossier of any size that a bureau could submit; every choice in it is drawn, so that it shrinks."""
    pack = draw(st.sampled_from(PACKS))
    return random_dossier(pack, draw(st.randoms(use_true_random=False)), ANY)
