"""Reads mails as a server got them (JSON on standard input) with the parser of Python, which shares nothing with ours.

The record is that of the key that signs; none, where nothing does. Of each mail it prints the fields of the head, the plain
text, the words of the HTML, what is attached (a PDF as `pdftotext` reads it), whether its DKIM signature is right, and what
is wrong with it.
"""

import email
import email.policy
import html.parser
import json
import subprocess
import sys
import types


class Words(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.said, self.links = [], []

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name == "href"]

    def handle_data(self, data):
        self.said.append(data)


def read(part):
    data = part.get_payload(decode=True)
    if part.get_content_type() == "application/pdf":
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
        return done.stdout.decode()
    return data.decode()


def signed(raw, record):
    import dkim

    # What is read here was sent on days that may be still to come.
    dkim.time = types.SimpleNamespace(time=lambda: 4102444800)
    return dkim.verify(raw, dnsfunc=lambda name, timeout=5: record.encode())


asked = json.load(sys.stdin)
answer = []
for text in asked["mails"]:
    raw = text.encode("ascii")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    words = Words()
    words.feed(page.get_content() if page else "")
    defects = [repr(it) for part in mail.walk() for it in part.defects]
    defects += [repr(it) for part in mail.walk() for value in part.values() for it in getattr(value, "defects", [])]
    answer.append({
        "head": [[name, str(value)] for name, value in mail.items()],
        "plain": plain.get_content() if plain else None,
        "html": " ".join(" ".join(words.said).split()),
        "links": words.links,
        "attached": [
            {"name": it.get_filename(), "type": it.get_content_type(), "text": read(it)} for it in mail.iter_attachments()
        ],
        "signed": signed(raw, asked["record"]) if asked.get("record") else None,
        "defects": defects,
        "longest": max(len(line) for line in raw.split(b"\n")),
    })
json.dump(answer, sys.stdout)
