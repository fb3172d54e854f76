"""Hold pages against WCAG 2.2 AA in a browser: `toegankelijk.py AXE BROWSER PAGE...`.

Each page is looked at 1200 and 320 pixels wide, light and dark, with all that is folded unfolded.
What axe finds is told, and what is wider than a screen of 320 pixels.
"""

import html
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WIDTHS = (1200, 320)
SCHEMES = {"licht": 1, "donker": 0}
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

LOOK = """
for (const one of document.querySelectorAll("details")) one.open = true;
axe.run(document, { runOnly: %s, resultTypes: ["violations"] }).then((found) => {
  const wide = document.documentElement.scrollWidth > innerWidth + 1;
  parent.postMessage({
    width: innerWidth, wide, passes: found.passes.length,
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    violations: found.violations.map((one) => ({
      id: one.id, help: one.help, nodes: one.nodes.slice(0, 3).map((node) => node.html),
    })),
  }, "*");
});
"""
LISTEN = """
addEventListener("message", (event) => {
  const one = document.createElement("pre");
  one.className = "axe";
  one.textContent = JSON.stringify(event.data);
  document.body.append(one);
});
"""


def framed(page: str, axe: str) -> str:
    """Return a page that shows another at each width, and writes down what axe says of it."""
    scripts = f"<script>{axe}</script><script>{LOOK % json.dumps(TAGS)}</script>"
    inner = html.escape(POLICY.sub("", page).replace("</body>", f"{scripts}</body>"), quote=True)
    frames = "".join(
        f'<iframe style="width:{width}px;height:900px;border:0" srcdoc="{inner}"></iframe>'
        for width in WIDTHS
    )
    head = '<meta charset="utf-8"><meta name="color-scheme" content="light dark">'
    return f"<!doctype html><html><head>{head}</head><body><script>{LISTEN}</script>{frames}"


def look(browser: str, page: Path, scheme: int, folder: Path) -> list[dict[str, Any]]:
    """Return what axe says of a framed page at each width."""
    command = (
        *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
        *("--virtual-time-budget=4000", f"--blink-settings=preferredColorScheme={scheme}"),
        *(f"--user-data-dir={folder / 'profile'}", page.as_uri()),
    )
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    written = re.findall(r'<pre class="axe">(.*?)</pre>', told, re.DOTALL)
    return [json.loads(html.unescape(one)) for one in written]


def complaints(found: list[dict[str, Any]], is_dark: bool) -> list[str]:
    """Return what is wrong in what was found at each width; also that nothing was looked at."""
    if sorted(one["width"] for one in found) != sorted(WIDTHS):
        return [f"the page was seen {[one['width'] for one in found]} wide, not {WIDTHS}"]
    told = []
    for one in found:
        if one["dark"] != is_dark or one["passes"] < 10:
            told.append(f"the browser did not look as asked: {one}")
        if one["wide"]:
            told.append(f"wider than the screen of {one['width']} pixels")
        told += [f"{each['id']}: {each['help']} {each['nodes']}" for each in one["violations"]]
    return told


def main(axe: str, browser: str, *pages: str) -> int:
    """Tell what is wrong with pages, and return how much that is."""
    script = Path(axe).read_text("utf-8").replace("</script", "<\\/script")
    number = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        folder = Path(made)
        for name in pages:
            shown = folder / "page.html"
            shown.write_text(framed(Path(name).read_text("utf-8"), script), "utf-8")
            for scheme, value in SCHEMES.items():
                wrong = complaints(look(browser, shown, value, folder), scheme == "donker")
                number += len(wrong)
                sys.stdout.write(f"{Path(name).name}, {scheme}: {len(wrong)} fout\n")
                sys.stdout.writelines(f"  {one}\n" for one in wrong)
    return number


if __name__ == "__main__":
    sys.exit(min(main(*sys.argv[1:]), 1))
