"""The sessions of the house: `nox` runs them all, cheap to dear.

With `nox --no-venv` they use the Python that runs nox, which then holds `.[dev]`.
"""

import os
import re
import shutil
import tempfile
import venv
import zipfile
from pathlib import Path

import nox

ROOT = Path(__file__).parent
CASE = ROOT / "policies" / "participatiewet" / "zaken" / "willem.json"
EXTENSION = ROOT / "grammars" / "vscode"
PACKED = (
    *("package.json", "client.js", "language-configuration.json"),
    *("syntaxes/beleid.tmLanguage.json", "node_modules/vscode-languageclient/node.js"),
)
NEEDS_NO_LARK = """
import sys
from maatwerk_rules.syntax.parser import automaton

automaton()
assert "lark" not in sys.modules, "the table of the grammar is not in the wheel, or not renewed"
"""
PAGES = ROOT / ".ci" / "pagina"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROGRAMS = "Scripts" if os.name == "nt" else "bin"

nox.options.error_on_external_run = True
nox.options.reuse_existing_virtualenvs = True


def install(session: nox.Session, *requirements: str) -> None:
    """Install into the session's own environment, if it has one."""
    if session.venv_backend != "none":
        session.install(*requirements)


@nox.session
def style(session: nox.Session) -> None:
    """Hold form and lint; `-- --fix` mends what can be mended."""
    install(session, "ruff")
    mend = "--fix" in session.posargs
    session.run("ruff", "format", *([] if mend else ["--check"]), ".")
    session.run("ruff", "check", *(["--fix"] if mend else []), ".")


@nox.session
def types(session: nox.Session) -> None:
    """Hold the types of the package and of the house's own scripts."""
    install(session, "-e", ".[dev]")
    session.run("mypy", *session.posargs)
    session.run("mypy", "noxfile.py", ".ci/ratchet.py", ".ci/pagina/toegankelijk.py")


@nox.session
def contract(session: nox.Session) -> None:
    """Hold who may import whom, and the rules of the house."""
    install(session, "-e", ".[dev]")
    session.run("lint-imports", "--no-cache")
    session.run("python", "-m", "pytest", "tests/contract", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Hold the links, examples and fragments of the documents."""
    install(session, "-e", ".[test]")
    session.run("python", "-m", "pytest", "tests/contract/test_documents.py", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests, and hold their coverage against the floor."""
    install(session, "-e", ".[test]")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *(session.posargs or ["-n", "auto"]))
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "json", "--quiet")
    session.run("python", ".ci/ratchet.py")


@nox.session
def kaal(session: nox.Session) -> None:
    """Run the tests of deciding, explaining and the command line without any extra."""
    session.install("-e", ".", "jsonschema", "pytest", "pytest-xdist")
    places = ("runtime", "explanation", "integrations", "test_pipeline.py", "test_memory.py")
    needing = (
        *("runtime/columns", "integrations/tables", "integrations/editor"),
        "integrations/spreekkamer",
        *(f"integrations/test_{name}.py" for name in ("spark", "dask", "drawn")),
    )
    session.run(
        *("python", "-m", "pytest", "-n", "auto", *(f"tests/{place}" for place in places)),
        *(f"--ignore=tests/{place}" for place in needing),
    )
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "zaken.csv"
        table.write_text("in_detentie\nnee\n", encoding="utf-8")
        where = ("--tabel", str(table), "--naar", str(table.with_name("uit.csv")))
        on = ("--peildatum", "2026-03-01")
        for extra, asked in (
            ("kolommen", ("beslis", "bijstand_voorbeeld", *where, *on)),
            ("taalserver", ("taalserver",)),
            ("spreekkamer", ("spreekkamer", "bijstand_voorbeeld")),
            ("bewijs", ("beproef", "bijstand_voorbeeld", "--bewijs", "eis")),
        ):
            told = session.run("maatwerk", *asked, silent=True, success_codes=[1, 2])
            if f'pip install "maatwerk-rules[{extra}]"' not in str(told):
                session.error(f"without {extra} it is not said how to install it: {told}")


@nox.session
def spark(session: nox.Session) -> None:
    """Decide a table in a local Spark and in Dask, with the same rows as here. Needs Java 17."""
    session.install("-e", ".[spark,test]", "dask[dataframe]>=2025.1")
    if shutil.which("java") is None:
        session.error("java is not there; install Java 17, such as openjdk-17-jre-headless")
    tests = [f"tests/integrations/test_{name}.py" for name in ("spark", "dask")]
    told = session.run("python", "-m", "pytest", *tests, silent=True)
    session.log(told)
    if "skipped" in str(told):
        session.error("a test was skipped: Spark or Dask did not run")


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel, install it outside the checkout and decide a case with it, twice."""
    install(session, "build")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        outside = Path(folder)
        session.run("python", "-m", "build", "--wheel", "--outdir", str(outside), ".")
        (built,) = outside.glob("*.whl")
        venv.create(outside / "venv", with_pip=True)
        programs = outside / "venv" / PROGRAMS
        with session.chdir(outside):
            pip = (programs / "python", "-m", "pip")
            session.run(*pip, "install", "--quiet", built, external=True)
            decide = (programs / "maatwerk", "beslis", "participatiewet")
            arguments = ("--feiten", CASE, "--peildatum", "2026-03-01")
            memory = outside / "geheugen"
            told = [
                session.run(
                    *(*decide, *arguments),
                    external=True,
                    silent=True,
                    env={"MAATWERK_GEHEUGEN": str(memory)},
                )
                for _ in range(2)
            ]
            if told[0] != told[1] or len([*memory.iterdir()]) != 1:
                session.error("the policy was not remembered, or decides otherwise")
            session.run(programs / "python", "-c", NEEDS_NO_LARK, external=True)


@nox.session
def nieuw(session: nox.Session) -> None:
    """Begin a check of the linter: `-- MW318 naam-van-de-controle name_of_the_module`.

    Makes the module and its page with a bad, a good and a mended example; the tests run all three.
    """
    code, slug, module = _new_check(session)
    check = ROOT / "maatwerk_rules" / "linter" / "checks" / f"{module}.py"
    page = ROOT / "docs" / "naslag" / "meldingen" / f"{code}.md"
    for file, template in ((check, "check.py.txt"), (page, "page.md.txt")):
        if file.exists():
            session.error(f"{file} is there already")
        text = (ROOT / ".ci" / "new_check" / template).read_text("utf-8")
        file.write_text(text.replace("CODE", code).replace("SLUG", slug), "utf-8")
        session.log(f"wrote {file.relative_to(ROOT)}")


def _new_check(session: nox.Session) -> tuple[str, str, str]:
    forms = (r"MW[0-9]{3}", r"[a-z]+(-[a-z0-9]+)*", r"[a-z]+(_[a-z0-9]+)*")
    given = session.posargs
    if len(given) != len(forms) or not all(map(re.fullmatch, forms, given)):
        session.error("say `-- MW318 naam-van-de-controle name_of_the_module`")
    code, slug, module = given
    return code, slug, module


@nox.session
def extensie(session: nox.Session) -> None:
    """Test and package the editor extension; `-- FILE.vsix` keeps the package. Needs Node 20."""
    install(session, "-e", ".")
    npm = shutil.which("npm") or session.error("npm is not there; install Node 20 or newer")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        words, built = Path(folder) / "words.json", Path(folder) / "beleid.vsix"
        place = Path(folder) / "vscode"
        shutil.copytree(EXTENSION, place, ignore=shutil.ignore_patterns("node_modules", "*.vsix"))
        session.run("python", "-m", "tests.extensie", str(words))
        with session.chdir(place):
            quiet = ("--no-audit", "--no-fund", "--ignore-scripts")
            session.run(npm, "ci", *quiet, external=True)
            session.run(npm, "test", external=True, env={"WORDS": str(words)})
            session.run(npm, "run", "package", "--", "--out", str(built), external=True)
        packed = set(zipfile.ZipFile(built).namelist())
        needed = {f"extension/{name}" for name in PACKED}
        if not needed <= packed or any("/test/" in name and "node_" not in name for name in packed):
            session.error(f"the package lacks {sorted(needed - packed)}, or holds its tests")
        for kept in session.posargs:
            shutil.copy(built, kept)


@nox.session
def pagina(session: nox.Session) -> None:
    """Hold the HTML pages against WCAG 2.2 AA with axe. Needs Node 20 and Chromium.

    Willem and Aïsha are walked through the spreekkamer, and its pages are held too.
    `-- FOLDER` keeps the pages. A page that is wrong on purpose must be found to be so.
    """
    install(session, "-e", ".[test]")
    npm = shutil.which("npm") or session.error("npm is not there; install Node 20 or newer")
    found = filter(None, map(shutil.which, BROWSERS))
    browser = next(found, None) or session.error("install a browser, such as chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PAGES / name, place / name)
        with session.chdir(place):
            quiet = ("--no-audit", "--no-fund", "--ignore-scripts")
            session.run(npm, "ci", *quiet, external=True)
        session.run("python", "-m", "tests.pagina", folder)
        session.run("python", "-m", "tests.lopen", folder)
        axe = place / "node_modules" / "axe-core" / "axe.min.js"
        look = ("python", PAGES / "toegankelijk.py", axe, browser)
        session.run(*look, *sorted(place.glob("*.html")))
        session.run(*look, PAGES / "fout.html", silent=True, success_codes=[1])
        for kept in session.posargs:
            shutil.copytree(place, kept, ignore=shutil.ignore_patterns("node_modules", "*.json"))
