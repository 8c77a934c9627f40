"""The journal: who did what, when, with what before and after. It only grows, and each entry seals all before it."""
