"""Writes web pages and letters."""
from email.message import EmailMessage
from html import escape


def page(title: str, parts: list, table: list | None = None) -> str:
    """Parts: (heading, text). A table is a list of rows, the first of them names."""
    body = "".join(f"<h2>{escape(heading)}</h2><p>{escape(text)}</p>" for heading, text in parts)
    if table:
        rows = "".join("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"
                       for row, tag in zip(table, ["th"] + ["td"] * len(table)))
        body += f"<table>{rows}</table>"
    return f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>{body}</body></html>'


def letter(sender: str, receiver: str, subject: str, text: str, copies: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, receiver, subject
    message["Date"] = "Tue, 02 Jun 2026 09:15:00 +0200"
    if copies:
        message["Cc"] = copies
    message.set_content(text)
    return message.as_bytes()
