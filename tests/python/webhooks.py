"""Reads what a listener got (JSON on standard input) and has it judged by libraries that are not ours.

Each message: the secret, the headers, the body. Every signature must be right, a wrong one must not be, and each body must
be a CloudEvent. Prints how many were.
"""

import json
import sys
from datetime import datetime, timezone

import standardwebhooks.webhooks as standard
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from cloudevents.core.formats.json import JSONFormat


def clock_of(seconds):
    """The clock of the library stands where that of the test stood."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(seconds, tz=tz or timezone.utc)

    return Clock


messages = json.load(sys.stdin)
for message in messages:
    headers, body = message["headers"], message["body"]
    standard.datetime = clock_of(int(headers["webhook-timestamp"]))
    standard.Webhook(message["secret"]).verify(body, headers)
    for wrong in (body.replace("1.0", "1.1", 1), body + " "):
        try:
            standard.Webhook(message["secret"]).verify(wrong, headers, json_parse=False)
        except standard.WebhookVerificationError:
            continue
        sys.exit("a changed body was taken")
    event = from_http_event(HTTPMessage(headers=headers, body=body.encode()), JSONFormat())
    assert event.get_id() == headers["webhook-id"], event.get_id()
    assert event.get_type().startswith("vn.motcua."), event.get_type()
    assert event.get_time().tzinfo is not None
    assert isinstance(event.get_data(), dict), event.get_data()
print(len(messages))
