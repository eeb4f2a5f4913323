"""The shape of the sources: signposts, sizes, and nothing of one machine."""

import ast
import re

from house.tree import functions, modules, texts

LONGEST_MODULE = 800
LONGEST_FUNCTION = 60

# Written so that no pattern finds itself.
OF_ONE_MACHINE = {
    "a path": r"(^|[^A-Za-z0-9_.-])/(work|farm|opt|root)/|/tmp/(team|venv|bash_)",
    "an address of packages": r"file[:]//|--find[-]links|index[-]url",
    "a registry": r"python[h]osted|pyp[i][.]org|npm[j]s[.]org|deb[.]debia[n]",
    "a private key": r"-----BEGIN ([A-Z]+ )?PRIVATE[ ]KEY-----",
}


def test_signposts() -> None:
    """A package's `__init__.py` is a docstring; only the root adds the version."""
    more = {
        name: len(tree.body)
        for name, _, tree in modules("src/")
        if name.endswith("__init__.py")
        and (len(tree.body) > 1 or not ast.get_docstring(tree))
    }

    assert {"src/ichimai/__init__.py": 2} == more


def test_modules_end() -> None:
    """No module has more than 800 lines."""
    sizes = {
        name: len(text.splitlines()) for name, text, _ in modules("src/", "tests/")
    }

    assert {} == {name: n for name, n in sizes.items() if n > LONGEST_MODULE}


def is_rule_text(name: str, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it is a table of law or rows of one: an article's items stay together."""
    returns = ast.unparse(function.returns) if function.returns else ""
    return name.startswith("src/ichimai/law/") and returns.startswith(
        ("Table[", "tuple[Item[")
    )


def test_functions_end() -> None:
    """No function but a rule text has more than 60 lines."""
    sizes = {
        f"{name}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for name, _, tree in modules("src/", "tests/")
        for function in functions(tree)
        if not is_rule_text(name, function)
    }

    assert {} == {name: n for name, n in sizes.items() if n > LONGEST_FUNCTION}


def test_nothing_of_one_machine() -> None:
    """No file names a path, an index or a key of the machine on which it was made."""
    found = [
        f"{name}:{number}: {what}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in OF_ONE_MACHINE.items()
        if re.search(pattern, line)
    ]

    assert [] == found


def test_names_say_one_thing() -> None:
    """No module, class or function is a manager, a helper, a handler or a util."""
    vague = re.compile(r"(^|_|[a-z])(Manager|Helper|Handler|Utils?|Impl)$")
    names = [
        f"{name}:{node.name}"
        for name, _, tree in modules("src/")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and vague.search(node.name)
    ]
    files = [name for name, _, _ in modules("src/") if re.search(r"/utils?[./]", name)]

    assert [] == names + files
