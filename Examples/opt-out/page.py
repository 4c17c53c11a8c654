#!/usr/bin/env python3
"""The page behind the link in each mail: a GET shows a button and changes nothing, a POST opts out (RFC 8058).

  AMQP_URL=… page.py [HOST:PORT]

Behind a web server that speaks TLS. pika 1.2 or newer. docs/opt-outs.md says why it does what it does.
"""
import html
import http.server
import json
import os
import re
import sys
import urllib.parse
import uuid

import pika
import pika.adapters.utils.connection_workflow

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width"><title>{title}</title><h1>{title}</h1>{content}</html>
"""
BUTTON = """<form method="post" action="?"><input type="hidden" name="token" value="{token}">
<input type="hidden" name="topic" value="{topic}"><button>{words}</button></form>"""
LONGEST_BODY = 4096
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
TOPIC = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
EVERY_TOPIC = "*"
# Not all that a broker may be away by is an AMQPError: a name that leads nowhere, a server that says nothing.
UNREACHABLE = (
    pika.exceptions.AMQPError, pika.adapters.utils.connection_workflow.AMQPConnectorException, OSError)


def publish(token, topic):
    """Sends the opt-out and waits for the broker's confirm; one id, whichever try it is taken at."""
    message_id = str(uuid.uuid4())
    body = {"token": token, "reason": "link"} | ({"topic": topic} if topic else {})
    properties = pika.BasicProperties(
        message_id=message_id, app_id="urn:example:opt-out", content_type="application/json", delivery_mode=2)
    for is_last in (False, True):
        try:
            connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
            try:
                channel = connection.channel()
                channel.confirm_delivery()
                channel.basic_publish(
                    "brevduva.in", "profile.optOut", json.dumps(body), properties, mandatory=True)
                return
            finally:
                connection.close()
        except UNREACHABLE:
            if is_last:
                raise


class Page(http.server.BaseHTTPRequestHandler):
    timeout = 20  # seconds for somebody who sends slowly
    server_version, sys_version = "opt-out", ""

    def do_GET(self):
        """Scanners follow links: nothing may come of it."""
        token, topic = self.asked(self.query())
        buttons = [BUTTON.format(token=html.escape(token), topic=EVERY_TOPIC, words="No more mail from us")]
        if topic:
            words = f"No more mail about {html.escape(topic)}"
            buttons.insert(0, BUTTON.format(token=html.escape(token), topic=html.escape(topic), words=words))
        self.answer(200, "No more mail?", "".join(buttons))

    do_HEAD = do_GET

    def do_POST(self):
        """The button, or a mail program's one click; an unknown token gets the same answer as a known one."""
        length = self.headers.get("Content-Length")
        if length is None:
            return self.answer(411, "How long is it?", "")
        if not length.isdigit() or int(length) > LONGEST_BODY:
            return self.answer(413, "That was too much", "")
        body = self.rfile.read(int(length)).decode(errors="replace")
        token, topic = self.asked(self.query() | urllib.parse.parse_qs(body))
        try:
            if TOKEN.fullmatch(token):
                publish(token, topic)
        except UNREACHABLE:
            return self.answer(503, "Not now", "<p>Please try again in a minute.")
        self.answer(200, "That is noted", "<p>You get no more mail of this kind from us.")

    def query(self):
        return urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)

    @staticmethod
    def asked(fields):
        """The token and the topic; without a topic, that of the mailing is meant."""
        topic = fields.get("topic", [""])[0]
        return fields.get("token", [""])[0], topic if TOPIC.fullmatch(topic) else ""

    def answer(self, status, title, content):
        page = PAGE.format(title=title, content=content).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page)),
            "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": "default-src 'none'; form-action 'self'",
        }.items():
            self.send_header(name, value)
        if status == 503:
            self.send_header("Retry-After", "60")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def log_message(self, *_):
        """Nothing: the token stands in the URL."""


def main():
    host, port = (sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:8025").rsplit(":", 1)
    server = http.server.ThreadingHTTPServer((host, int(port)), Page)
    print(f"http://{host}:{server.server_port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
