"""The worst that a text can hold, for every place where it may end; one word in it tells where it came from."""

from __future__ import annotations

#: Stands in no text of Podium: an element, link or column with it was brought by a text.
MARK = "zqx"
HOME = "https://zqx.example.org"

#: By what would read it as something other than text.
PARTS = {
    "spreadsheets": "=2+5*cmd|' /C calc'!A0",
    "HTML": f"<b id={MARK} onmouseover={MARK}()>{MARK}</b><script>{MARK}()</script><img src=x onerror={MARK}()>",
    "attributes": f"\"'><svg/onload={MARK}()> ' autofocus onfocus={MARK}() x='",
    "rich": f"[bold red]{MARK}[/bold red] [link=http://{MARK}.example]here[/link]",
    "Markdown": f"**{MARK}** _x_ [here](javascript:{MARK}()) ![x](http://{MARK}.example/x.png) `{MARK}` ~~{MARK}~~",
    "Discord": f"@everyone @here <@80351110224678912> <@&80351110224678912> <#80351110224678912> </{MARK}:1> ||x||",
    "LaTeX": f"\\input{{/etc/{MARK}}} \\immediate\\write18{{{MARK}}} $x^2$ 100% & # _ {{ }} ~ ^",
    "terminals": f"\x1b]8;;http://{MARK}.example\x07here\x1b]8;;\x07 \x1b]0;{MARK}\x07 \x1b[31m \x9b2J \x9d0;x\x9c",
    "readers": f"\u202e{MARK}\u202c \u2066{MARK}\u2069 \u200f \ufeff",
    "lines": f"\r\n{MARK}: 1\u2028{MARK}\u0085{MARK}\x0b{MARK}",
    "SQL": f"'; DROP TABLE results; -- \" OR {MARK} NEAR({MARK}) NOT * : ^ {MARK}",
    "templates": "{{ 7 * 7 }} {% include 'base.html' %} ${7*7} %(name)s {0}",
}
EVIL = " ".join(PARTS.values())
#: Schemes that run code, read files or hide behind white space, and addresses that are none.
ADDRESSES = (
    f"javascript:{MARK}()",
    f"JaVaScRiPt:{MARK}()",
    f" javascript:{MARK}()",
    f"java\tscript:{MARK}()",
    f"data:text/html,<script>{MARK}()</script>",
    "file:///etc/passwd",
    f"vbscript:{MARK}()",
    f"//{MARK}.example",
    f"https:javascript:{MARK}()",
    f"http:/\\{MARK}.example",
)
#: An address that is allowed, and ends every markup that holds it.
ODD_ADDRESS = f"{HOME}/\"'><script>{MARK}()</script>)](javascript:{MARK}()) \x1b]8;;\x07"
