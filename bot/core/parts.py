"""Parts: which keys a file in prompts/ has, by the terms of the sessions it is for."""

from bot.core.session.terms import CASE, REFLECTION, TOOL

# What a file must say that a group walks through, and what it may say besides.
OF_WALKTHROUGHS = (
    ("order", "evidence", "needs", "size", "safety", "paces", "purpose", "use", "not_for"),
    (
        "spaces",
        "case",
        "asks_owner",
        "with_leaders",
        "facilitated",
        "in_pairs",
        "together",
        "rows",
        "also_called",
        "cases",
        "collect",
        "consent",
        "check_out",
        "frame",
        "look_back",
    ),
)
# The same by the terms of its sessions.
PARTS = {
    REFLECTION.name: (
        ("family", "depth", "activity", "why", "follow_up"),
        ("content", "fits", "season", "blind", "follows", "weeks", "shows", "recalls", "taps", "second_taps"),
    ),
    CASE.name: OF_WALKTHROUGHS,
    TOOL.name: OF_WALKTHROUGHS,
}
BELONGS = {
    REFLECTION.name: "belongs to a question in prompts/reflection",
    CASE.name: "belongs to a method in prompts/consultation",
}
