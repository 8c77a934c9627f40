"""Accounts: who signs in, by which password, and how an account comes about (by invitation)."""
