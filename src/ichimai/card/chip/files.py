"""Elementary files of an application: selecting, reading, PINs; the same in all.

What a file needs before it is read, and which PINs there are, is the layout's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ichimai.card.chip.binary import part
from ichimai.card.chip.commands import (
    ChangePin,
    Command,
    ReadBinary,
    ReadRecord,
    ReplacePin,
    ResetCounter,
    SelectFile,
    Verify,
)
from ichimai.card.chip.pins import change_pin, reset_counter, verify_pin
from ichimai.card.chip.state import Memory, Volatile
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.pins import PinRule, short_id


@dataclass(frozen=True, slots=True)
class FileTable:
    """The files of one application.

    Attributes:
        contents: transparent files, by identifier.
        records: files of records, by identifier; record 1 first.
        keys: identifiers of private keys, which are selected and never read.
        rules: the PINs, each in a file of its own.
        opened_by: names of rules by identifier, any of which opens the file; a file
            that is not there is free.
        changed_by: the command that changes a PIN here; the other one is unknown.
    """

    rules: tuple[PinRule, ...]
    contents: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    records: Mapping[int, tuple[bytes, ...]] = field(default_factory=dict, repr=False)
    keys: frozenset[int] = frozenset()
    opened_by: Mapping[int, frozenset[str]] = field(default_factory=dict)
    changed_by: type[ChangePin] | type[ReplacePin] = ChangePin

    @property
    def identifiers(self) -> frozenset[int]:
        """Every file that can be selected."""
        pins = (rule.pin_file for rule in self.rules)
        return frozenset((*self.contents, *self.records, *self.keys, *pins))


class ElementaryFiles:
    """The files of one application on one card, and the commands on them."""

    def __init__(self, memory: Memory, volatile: Volatile, table: FileTable) -> None:
        self._memory = memory
        self._volatile = volatile
        self._table = table
        self._identifiers = table.identifiers
        self._by_short_id = {short_id(file): file for file in self._identifiers}
        self._by_pin_file = {rule.pin_file: rule for rule in table.rules}

    def execute(self, command: Command) -> bytes:
        """Carry out a command that every application has; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """
        memory, volatile = self._memory, self._volatile
        match command:
            case SelectFile():
                return self.select_file(command)
            case ReadBinary():
                return self.read_binary(command)
            case ReadRecord() if self._table.records:
                return self.read_record(command)
            case Verify(reference, value):
                return verify_pin(memory, volatile, self.pin_rule(reference), value)
            case ChangePin(reference, value) | ReplacePin(reference, value) if (
                isinstance(command, self._table.changed_by)
            ):
                return change_pin(memory, volatile, self.pin_rule(reference), value)
            case ResetCounter(reference, value):
                return reset_counter(memory, volatile, self.pin_rule(reference), value)
            case _:
                raise Refusal(StatusWord.WRONG_INS)

    def select_file(self, command: SelectFile) -> bytes:
        """SELECT an elementary file by identifier.

        Raises:
            Refusal: 6A82; no such file. The one selected before stays.
        """
        if command.file_id not in self._identifiers:
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        self._volatile.current_file = command.file_id
        return b""

    def read_binary(self, command: ReadBinary) -> bytes:
        """READ BINARY of the current file or of one named by short identifier.

        Raises:
            Refusal: 6986 no current file; 6A82 no such file; 6981 a PIN, a key or a
                file of records; 6982 before what opens the file was verified; 6B00 the
                offset.
        """
        file = self.named(command.short_id)
        self._volatile.current_file = file
        if file not in self._table.contents:
            raise Refusal(StatusWord.FILE_STRUCTURE)
        opened_by = self._table.opened_by.get(file)
        # Before the offset: 6B00 would tell a stranger how long a name is.
        if opened_by is not None and not opened_by & self._volatile.proven:
            raise Refusal(StatusWord.SECURITY_STATUS)
        return part(self._table.contents[file], command)

    def read_record(self, command: ReadRecord) -> bytes:
        """READ RECORD of the current file or of one named by short identifier.

        Raises:
            Refusal: 6986 no current file; 6A82 no such file; 6981 it has no records;
                6A83 past the last one.
        """
        file = self.named(command.short_id)
        self._volatile.current_file = file
        if file not in self._table.records:
            raise Refusal(StatusWord.FILE_STRUCTURE)
        records = self._table.records[file]
        if command.number > len(records):
            raise Refusal(StatusWord.RECORD_NOT_FOUND)
        return records[command.number - 1]

    def named(self, short: int | None) -> int:
        """The file that a command means: by short identifier, or the current one.

        Raises:
            Refusal: 6986 no current file; 6A82 no such file.
        """
        if short is None:
            if self._volatile.current_file is None:
                raise Refusal(StatusWord.NO_CURRENT_EF)
            return self._volatile.current_file
        if short not in self._by_short_id:
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        return self._by_short_id[short]

    def pin_rule(self, reference: int | None) -> PinRule:
        """The PIN that a command means.

        Raises:
            Refusal: 6A88 the file is no PIN; else as `named`.
        """
        file = self.named(reference)
        if file not in self._by_pin_file:
            raise Refusal(StatusWord.KEY_NOT_SET)
        return self._by_pin_file[file]
