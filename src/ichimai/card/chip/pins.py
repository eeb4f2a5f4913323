"""VERIFY, CHANGE PIN, RESET RETRY COUNTER: the same in every application with PINs."""

from ichimai.card.chip.state import Memory, Volatile
from ichimai.card.iso7816.status import Refusal, StatusWord, wrong_with
from ichimai.card.layout.pins import PinRule
from ichimai.crypto.ciphers import same


def verify_pin(
    memory: Memory, volatile: Volatile, rule: PinRule, value: bytes
) -> bytes:
    """VERIFY a PIN; without a value, say how many tries are left.

    Raises:
        Refusal: 63Cx wrong, or the tries left; 6984 blocked; 6700 a length this PIN
            cannot have, which costs nothing; 6581 the count cannot be kept.
    """
    left = memory.now.tries_left(rule)
    if not value:
        # Never 9000, also after a right PIN; OpenSC takes any other word than
        # 63Cx for a broken card.
        raise Refusal(wrong_with(left))
    if left == 0:
        raise Refusal(StatusWord.REFERENCE_BLOCKED)
    if not rule.length_fits(value):
        raise Refusal(StatusWord.WRONG_LENGTH)
    volatile.proven.discard(rule.name)
    # The try is spent, and safe on disk, before the comparison. Who cuts the power
    # on seeing the wrong answer come has already paid.
    memory.become(memory.now.with_tries(rule, left - 1))
    if not same(memory.now.pin(rule) or b"", value):
        raise Refusal(wrong_with(left - 1))
    memory.become(memory.now.with_tries(rule, rule.tries))
    volatile.proven.add(rule.name)
    return b""


def change_pin(
    memory: Memory, volatile: Volatile, rule: PinRule, value: bytes
) -> bytes:
    """CHANGE PIN after its VERIFY; the new value stays verified.

    Raises:
        Refusal: 6985 a number that is printed on the card and never changes; 6982 the
            old PIN was not verified; 6700 a length, 6A80 characters this PIN cannot
            have; 6581 it cannot be kept.
    """
    if not rule.changeable:
        raise Refusal(StatusWord.CONDITIONS_OF_USE)
    if rule.name not in volatile.proven:
        raise Refusal(StatusWord.SECURITY_STATUS)
    return _set(memory, rule, value)


def reset_counter(
    memory: Memory, volatile: Volatile, rule: PinRule, value: bytes
) -> bytes:
    """RESET RETRY COUNTER after the counter of the municipality has proven itself.

    With *value* the PIN becomes it; without, it stays. All its tries are back either
    way, and it is not verified.

    Raises:
        Refusal: 6982 the counter is not known; 6A88 the card has no such PIN; 6985 a
            reference that is always blocked, or a new value for a number that never
            changes; 6700 a length, 6A80 characters this PIN cannot have; 6581 it cannot
            be kept.
    """
    if not volatile.counter_known:
        raise Refusal(StatusWord.SECURITY_STATUS)
    if rule.tries == 0 or (value and not rule.changeable):
        raise Refusal(StatusWord.CONDITIONS_OF_USE)
    if memory.now.pin(rule) is None:
        raise Refusal(StatusWord.KEY_NOT_SET)
    volatile.proven.discard(rule.name)
    if not value:
        memory.become(memory.now.with_tries(rule, rule.tries))
        return b""
    return _set(memory, rule, value)


def _set(memory: Memory, rule: PinRule, value: bytes) -> bytes:
    """The new value kept, with all its tries; a value of another form is refused."""
    if not rule.length_fits(value):
        raise Refusal(StatusWord.WRONG_LENGTH)
    if not rule.allows(value):
        raise Refusal(StatusWord.WRONG_DATA)
    memory.become(memory.now.with_pin(rule, value))
    return b""
