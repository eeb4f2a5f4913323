"""What a filing costs: ICA 67, 67-2, ICA-EO 3-3 and 25; SPA-EO 7 and 9.

Three amounts: the permission, the request for the specified card, the exchange at wish
into an ordinary card. All other filings are free. A fee of J-LIS, if there is one, is
not part of it (RC-107).
"""

from ichimai.errors import msgid
from ichimai.law import fee_free
from ichimai.law.carriers import (
    ADDRESS_FILINGS,
    CARD_PROCEDURES,
    PERMISSIONS,
)
from ichimai.law.eras import known_by
from ichimai.law.facts import FIRST_DAY, procedure
from ichimai.law.fee_free import (
    filed_on,
    holds_specified,
    of_special_permanent,
    present_delivered_on,
)
from ichimai.law.tariff import amount_on, is_known, plus, tariff_day
from ichimai.model.procedure import Procedure
from ichimai.rules.fact import truth_fact
from ichimai.rules.graph import NO_DAY, NO_YEN, Day, Truth, Yen, yen
from ichimai.rules.question import Goal, Question, Remark
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

specified_request = truth_fact(
    "specified_request", msgid("Does it ask for the specified card as well?")
)
express = truth_fact("express", msgid("Is the card to be sent by express mail?"))
online = truth_fact("online", msgid("Is it filed online?"))
_permission = procedure.one_of(*PERMISSIONS)
_grant_of_permanence = procedure.is_(Procedure.PERMANENT_RESIDENCE)
_NOTHING = yen(0)


@rule(
    "ICA 19-15-2(1)",
    "ICA 19-15-2(2)",
    "SPA 16-2(1)",
    ids=("RC-031", "RC-033", "RC-049", "RC-096"),
    title=msgid("The filing cannot carry the request"),
    since="2026-06-14",
)
def not_a_carrier() -> Truth:
    """Filings that no article names; anything online; anything before the law."""
    never = ~procedure.one_of(
        *CARD_PROCEDURES,
        *PERMISSIONS,
        *ADDRESS_FILINGS,
        Procedure.LOSS,
        Procedure.SPR_PERMISSION,
    )
    lost = procedure.is_(Procedure.LOSS) & ~of_special_permanent
    return specified_request & (never | online | lost | (filed_on < FIRST_DAY))


@rule(
    "ICA-EO 25(1)",
    ids=("RC-105", "RC-099"),
    title=msgid("The fee of the permission"),
    since="2025-04-01",
)
def permission_yen() -> Table[Yen]:
    """By the day of filing; absent where no tariff is published."""
    return cases(
        when(
            _grant_of_permanence,
            amount_on("permanent-residence", filed_on),
            "ICA-EO 25(1)",
            key="permission-for-permanent-residence",
            says=msgid("Permission for permanent residence."),
        ),
        when(
            online,
            amount_on("permission", filed_on, online=True),
            "ICA-EO 25(1)",
            key="permission-filed-online",
            says=msgid("An extension or a change, filed online."),
        ),
        otherwise(
            amount_on("permission", filed_on),
            "ICA-EO 25(1)",
            key="permission",
            says=msgid("An extension or a change, filed at the counter."),
        ),
    )


@rule(
    "ICA-EO 25(2)",
    ids=("RC-096", "RC-097", "RC-098", "RC-099", "MN-088"),
    title=msgid("The request comes on top of the permission"),
    since="2026-06-14",
)
def on_top() -> Truth:
    """Not for a holder, a card from before the law, or permanent residence."""
    new_card = ~holds_specified & (present_delivered_on >= FIRST_DAY)
    return specified_request & ~_grant_of_permanence & new_card


@rule(
    "ICA 19-15-2(3)",
    "SPA 16-2(4)",
    ids=("RC-084", "RC-085", "RC-095", "MN-080"),
    title=msgid("The card is sent by express mail"),
    since="2026-06-14",
)
def by_mail() -> Truth:
    """Only what was asked for at the municipality is mailed."""
    return express & (procedure.one_of(*ADDRESS_FILINGS) | of_special_permanent)


@rule(
    "ICA-EO 3-3",
    "SPA-EO 9",
    ids=("RC-095", "RC-100", "RC-101", "RC-102", "RC-103", "MN-089"),
    title=msgid("The fee of the request for the specified card"),
    since="2026-06-14",
)
def request_yen() -> Table[Yen]:
    """The free cases in the order of the items; then the fee for a request."""
    return cases(
        when(
            fee_free.holder_keeps_it,
            _NOTHING,
            "ICA-EO 3-3(2)(i)",
            "SPA-EO 9(2)(i)",
            key="holder-keeps-it",
            says=msgid("Who holds one already pays nothing for this filing."),
            rules=("RC-100",),
        ),
        when(
            fee_free.damaged_without_fault,
            _NOTHING,
            "ICA-EO 3-3(2)(ii)",
            "SPA-EO 9(2)(ii)",
            key="damaged-without-fault",
            says=msgid("The card was damaged without fault."),
            rules=("RC-101",),
        ),
        when(
            fee_free.lost_without_fault,
            _NOTHING,
            "ICA-EO 3-3(2)(iii)",
            "SPA-EO 9(2)(ii)",
            key="lost-without-fault",
            says=msgid("The card was lost without fault."),
            rules=("RC-101", "RC-170"),
        ),
        when(
            fee_free.declined_to_deliver,
            _NOTHING,
            "ICA-EO 3-3(2)(iv)",
            "SPA-EO 9(2)(iii)",
            key="declined",
            says=msgid("The bureau had declined to deliver the specified card."),
            rules=("RC-101",),
        ),
        when(
            fee_free.side_ended,
            _NOTHING,
            "ICA-EO 3-3(2)(v)",
            "ICA-EO 3-3(2)(vi)",
            key="side-ended",
            says=msgid(
                "The My Number side had ended by a move abroad or a new number."
            ),
            rules=("RC-101", "RC-198"),
        ),
        when(
            fee_free.full,
            _NOTHING,
            "ICA-EO 3-3(2)(vii)",
            "SPA-EO 9(2)(vi)",
            key="no-space-left",
            says=msgid("There is no writing space left on the card."),
            rules=("RC-101",),
        ),
        when(
            fee_free.first_card,
            _NOTHING,
            "ICA-EO suppl. 178/1998 7",
            "SPA-EO suppl. 420/2011 3",
            key="first-card",
            says=msgid("The first card is free for the time being."),
            rules=("RC-102", "RC-103"),
        ),
        when(
            by_mail,
            amount_on("specified-card-by-mail", filed_on),
            "ICA-EO 3-3(1)",
            "SPA-EO 9(1)",
            key="specified-card-by-mail",
            says=msgid("A request for the specified card, sent by express mail."),
            rules=("RC-095", "MN-080"),
        ),
        otherwise(
            amount_on("specified-card", filed_on),
            "ICA-EO 3-3(1)",
            "SPA-EO 9(1)",
            key="specified-card",
            says=msgid("A request for the specified card."),
            rules=("RC-095",),
        ),
    )


@rule(
    "ICA 67",
    "ICA 67-2",
    "ICA 19-15-2(12)",
    ids=("RC-095", "RC-104", "RC-105"),
    title=msgid("The fee of the filing in yen"),
    since="2012-07-09",
)
def fee_yen() -> Table[Yen]:
    """Without any fee of J-LIS."""
    ordinary_exchange = amount_on("ordinary-exchange", filed_on)
    exchange = procedure.is_(Procedure.EXCHANGE)
    silent = (_permission & ~is_known(permission_yen)) | (
        exchange & ~specified_request & ~is_known(ordinary_exchange)
    )
    return cases(
        when(
            not_a_carrier,
            NO_YEN,
            "ICA 19-15-2(1)",
            "SPA 16-2(1)",
            key="not-a-carrier",
            says=msgid("This filing cannot carry a request for the specified card."),
            rules=("RC-031", "RC-049"),
        ),
        when(
            silent,
            NO_YEN,
            "ICA 67",
            "ICA 67-2",
            key="sources-silent",
            says=msgid("No tariff is published for that day."),
            rules=("RC-104", "RC-105"),
        ),
        when(
            _permission & on_top,
            plus(permission_yen, amount_on("specified-card", filed_on)),
            "ICA-EO 25(2)",
            key="on-top-of-the-permission",
            says=msgid("The request comes on top of the fee of the permission."),
            rules=("RC-096",),
        ),
        when(
            _permission,
            permission_yen,
            "ICA-EO 25(1)",
            key="permission-only",
            says=msgid("The fee of the permission and nothing more."),
            rules=("RC-105",),
        ),
        when(
            specified_request,
            request_yen,
            "ICA 19-15-2(12)",
            "SPA-EO 9(1)",
            key="request",
            says=msgid("The fee of the request."),
            rules=("RC-095",),
        ),
        when(
            exchange,
            ordinary_exchange,
            "ICA 67-2",
            "SPA-EO 7",
            key="ordinary-exchange",
            says=msgid("An exchange at wish into an ordinary card."),
            rules=("RC-104",),
        ),
        otherwise(
            _NOTHING,
            "ICA-EO 25(1)",
            "SPA-EO 7",
            key="no-fee",
            says=msgid("No order sets a fee for this filing."),
            rules=("RC-104",),
        ),
    )


@rule(
    "ICA-EO 25",
    "ICA-EO 3-3(1)",
    ids=("RC-095", "RC-105"),
    title=msgid("First day of the tariff that is used"),
    since="2025-04-01",
)
def tariff_from() -> Table[Day]:
    """The surcharge and the request have the tariff of 14 June 2026."""
    return cases(
        when(
            ~is_known(fee_yen),
            NO_DAY,
            "ICA 67",
            key="no-tariff",
            says=msgid("Without an amount there is no tariff."),
        ),
        when(
            _permission & on_top,
            tariff_day("specified-card", filed_on),
            "ICA-EO 25(2)",
            key="tariff-of-the-surcharge",
            says=msgid("The request comes on top of the fee of the permission."),
        ),
        when(
            _permission,
            tariff_day("permission", filed_on),
            "ICA-EO 25(1)",
            key="tariff-of-permissions",
            says=msgid("The fee of the permission and nothing more."),
        ),
        when(
            specified_request,
            tariff_day("specified-card", filed_on),
            "ICA-EO 3-3(1)",
            key="tariff-of-requests",
            says=msgid("The fee of the request."),
        ),
        otherwise(
            tariff_day("ordinary-exchange", filed_on),
            "ICA 67-2",
            key="tariff-of-exchanges",
            says=msgid("An exchange at wish into an ordinary card."),
        ),
    )


@rule(
    "ICA 67",
    ids="RC-105",
    title=msgid("There is something to pay"),
    since="2025-04-01",
)
def to_pay() -> Truth:
    """Beside 0 and beside an unknown amount no tariff is named."""
    return is_known(fee_yen) & (fee_yen.present() > _NOTHING)


QUESTION = Question(
    name="fee",
    title=msgid("What does a filing cost?"),
    facts=(procedure, specified_request, express, online, *fee_free.FACTS),
    goals=(
        Goal("yen", fee_yen),
        Goal("tariff_from", tariff_from, only_if=to_pay),
    ),
    era=known_by(filed_on),
    reason=fee_yen,
    remarks=(
        Remark(
            specified_request
            & express
            & ~not_a_carrier
            & ~(procedure.one_of(*ADDRESS_FILINGS) | of_special_permanent),
            "note",
            "no-express-at-the-bureau",
        ),
    ),
)
