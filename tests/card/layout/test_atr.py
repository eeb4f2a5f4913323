"""Answers to reset."""

from functools import reduce
from operator import xor

from ichimai.card.layout.atr import CONTACT_ATR, TYPE_B_ATR, type_b_atr


def test_type_b() -> None:
    """Four and three bytes of the ATQB stand in it, and the check byte closes it."""
    atr = type_b_atr(bytes.fromhex("A1A2A3A4"), bytes.fromhex("B1B2B3"), 0xC)

    assert bytes.fromhex("3B888001A1A2A3A4B1B2B3C0") == atr[:-1]
    assert reduce(xor, atr[1:]) == 0


def test_own() -> None:
    """The answer of our cards is the one that OpenSC was tried with."""
    assert "3b88800100000000338181003a" == TYPE_B_ATR.hex()


def test_contact() -> None:
    """The contact answer names T=1 alone, and closes with its check byte."""
    assert "3be000ff8131fe4514" == CONTACT_ATR.hex()
    assert reduce(xor, CONTACT_ATR[1:]) == 0
