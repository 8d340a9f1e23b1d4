"""Makes a website of a finished report and the documents: python report/publish.py build/report build/site

The pages are those of the report; what each of them carries, above all plotly.js, becomes one file that they share. Documents are
rendered with the same look, from docs/ and the README on, as far as links lead; other files that they link to are copied. No page
asks another host for anything.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import unquote

import build
import index
import mistune
import nbformat
from words import ENGLISH

# A script of so many characters is shared by the pages: plotly.js is, the data of a figure are not.
SHARED = 1_000_000
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
LINK = re.compile(r'<a href="(?![a-z]+:|#)([^"#]+)([^"]*)">(.*?)</a>', re.DOTALL)
MERMAID = re.compile(r'<pre><code class="language-mermaid">(.*?)</code></pre>', re.DOTALL)
PICTURE = re.compile(r'(?<=src=")(?![a-z]+:)[^"]+')


def shared(page: str, out: Path, up: str = "") -> str:
    """A page whose large scripts are files of their own, which `up` leads to."""
    def moved(script: re.Match) -> str:
        code = script[1]
        if len(code) < SHARED:
            return script[0]
        name = f"script-{hashlib.sha256(code.encode()).hexdigest()[:12]}.js"
        (out / name).write_text(code, encoding="utf-8")
        return f'<script src="{up}{name}"></script>'

    return SCRIPT.sub(moved, page)


def slug(title: str, taken: set[str]) -> str:
    """The anchor that GitHub gives a heading, so that links work here and there."""
    plain = re.sub(r"[^\w\- ]", "", re.sub(r"<[^>]+>", "", title).lower()).replace(" ", "-")
    name = next(each for each in [plain, *(f"{plain}-{n}" for n in range(1, 99))] if each not in taken)
    taken.add(name)
    return name


def uses(diagram: re.Match) -> str:
    """A Mermaid diagram, which takes a large script to draw, as a list: what each part uses."""
    arrows = {}
    for start, end in re.findall(r"(\w+) --&gt; (\w+)", diagram[1]):
        arrows.setdefault(start, []).append(f"<code>{end}</code>")
    return "<ul>\n" + "".join(f"<li><code>{start}</code> → {', '.join(ends)}</li>\n" for start, ends in arrows.items()) + "</ul>\n"


class Documents:
    """The documents of a site, rendered one after the other, as links lead to them."""

    def __init__(self, root: Path, out: Path, pages: list[dict], said: str):
        self.root, self.out, self.pages, self.said = root, out, pages, said
        self.waiting = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
        self.markdown = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])

    def target(self, link: str, document: Path) -> str:
        """Where a link of a document leads in the site; what is linked is rendered or copied. Nothing for what is not in it."""
        file = (document.parent / unquote(link)).resolve()
        if not file.is_file() or not file.is_relative_to(self.root):
            return ""
        if file.suffix == ".ipynb":
            return self.up(document) + file.stem + ".html"
        place = file.relative_to(self.root)
        if file.suffix == ".md":
            self.waiting.append(file)
            place = place.with_suffix(".html")
        elif not (self.out / place).exists():
            (self.out / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, self.out / place)
        return self.up(document) + place.as_posix()

    def up(self, document: Path) -> str:
        return "../" * (len(document.relative_to(self.root).parts) - 1)

    def render(self, document: Path) -> str:
        """The page of a document."""
        body, taken, sections = self.markdown(document.read_text(encoding="utf-8")), set(), []

        def heading(found: re.Match) -> str:
            rank, title = found.groups()
            name = slug(title, taken)
            if rank == "2":
                sections.append((name, title))
            return f'<h{rank} id="{name}">{title} <a class="anchor-link" href="#{name}" aria-label="Link to this section">¶</a></h{rank}>'

        def link(found: re.Match) -> str:
            target = self.target(found[1], document)
            return f'<a href="{target}{found[2]}">{found[3]}</a>' if target else found[3]

        body = PICTURE.sub(lambda source: self.target(source[0], document), LINK.sub(link, body))
        body = MERMAID.sub(uses, body)
        body = re.sub(r"<h([1-6])>(.*?)</h\1>", heading, body)
        body = body.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
        title = re.sub(r"<[^>]+>", "", next(iter(re.findall(r"<h1[^>]*>(.*?) <a", body)), document.stem))
        return index.TEMPLATES.get_template("document.html.j2").render(
            say=ENGLISH, pages=self.pages, title=title, body=body, contents=build.contents(sections), up=self.up(document), said=self.said)

    def write(self) -> None:
        """Writes the pages of all documents that links lead to."""
        done = set()
        while self.waiting:
            document = self.waiting.pop(0)
            if document not in done:
                done.add(document)
                place = (self.out / document.relative_to(self.root)).with_suffix(".html")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(self.render(document), encoding="utf-8")


def is_site(folder: Path) -> bool:
    """Whether all in a folder is a site that was made here; a checkout that GitHub Pages serves may have .nojekyll, too."""
    return (folder / ".nojekyll").exists() and (folder / "results.json").exists() and not (folder / ".git").exists()


def site(report: Path, out: Path, root: Path = build.ROOT) -> None:
    """Writes the site of a finished report into an empty folder; there must be a report, and out must be no folder of other things."""
    results = build.read(report / "results.json")
    if not results or not (report / "index.html").is_file():
        sys.exit(f"No finished report in {report}. Run: make report")
    if out.is_file() or (out.exists() and any(out.iterdir()) and not is_site(out)) or report.is_relative_to(out):
        sys.exit(f"{out} holds other files than a site: name a folder that is empty or new.")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    # GitHub's own renderer leaves the files as they are where it finds this one.
    (out / ".nojekyll").touch()
    shutil.copy(report / "results.json", out)
    pages = []
    for path in build.NOTEBOOKS:
        title, quote = build.heading(nbformat.read(path, as_version=4))
        pages.append({"name": path.stem, "href": f"{path.stem}.html", "title": title, "quote": quote})
    documents = Documents(root, out, pages, results["dataset"]["label"])
    for file in [report / f"{page['name']}.html" for page in pages] + [report / name for name, _ in index.LANGUAGES.values()]:
        text = re.sub(r'href="(?:[^":]*/)?docs/(\w[\w-]*)\.md', r'href="docs/\1.html', file.read_text(encoding="utf-8"))
        more = f'<a href="README.html">{index.Words("zh-CN" if "zh" in file.name else "en")("Documents")}</a>'
        (out / file.name).write_text(shared(text.replace("<!-- documents -->", more), out), encoding="utf-8")
    documents.write()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Which folders? python report/publish.py REPORT SITE")
    site(*(Path(folder).resolve() for folder in sys.argv[1:]))
