#!/usr/bin/env python3
"""A small mail gateway: takes mail from the queue outgoing-mail and hands it to an SMTP server.

  AMQP_URL=… SMTP=127.0.0.1:25 MAIL_FROM='University <news@example.se>' gateway.py SENT.db

SENT.db keeps the ids of what was sent until it may not be sent any more, and nothing of a person. pika 1.2 or newer.
"""
import datetime
import email.message
import email.policy
import email.utils
import json
import os
import smtplib
import sqlite3
import sys

import pika

UNDELIVERABLE = (
    smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPHeloError, smtplib.SMTPRecipientsRefused)
# How long a mail is tried again that the server takes 'later', beside others: RabbitMQ takes back what is not
# acknowledged within half an hour.
PATIENCE = datetime.timedelta(minutes=20)


class Later(Exception):
    """The server does not take this mail now; it may take others."""


class Policy(email.policy.EmailPolicy):
    """The header fields of Brevduva's go as they are: a word that is too long to be folded would become an encoded one,
    and mail programs look for a plain URL in List-Unsubscribe."""

    def fold_binary(self, name, value):
        if name.lower() in ("from", "to", "subject"):
            return super().fold_binary(name, value)
        return f"{name}: {value}{self.linesep}".encode("utf-8" if self.utf8 else "ascii")


class Sent:
    """The ids of what was sent. A message comes again after a crash, under its id (R4)."""

    def __init__(self, path):
        self.base = sqlite3.connect(path)
        self.base.execute("PRAGMA synchronous = FULL")
        self.base.execute("CREATE TABLE IF NOT EXISTS sent (id TEXT PRIMARY KEY, until REAL NOT NULL)")

    def __contains__(self, message_id):
        return self.base.execute("SELECT 1 FROM sent WHERE id = ?", [message_id]).fetchone() is not None

    def add(self, message_id, until):
        with self.base:
            self.base.execute("DELETE FROM sent WHERE until < ?", [now().timestamp()])
            self.base.execute("INSERT OR IGNORE INTO sent VALUES (?, ?)", [message_id, until.timestamp()])


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def composed(mail, sender):
    """The message with its headers. EmailMessage refuses a line break in any of them."""
    message = email.message.EmailMessage(policy=Policy(linesep="\r\n"))
    message["From"], message["To"], message["Subject"] = sender, mail["to"], mail["subject"]
    message["Date"] = email.utils.localtime()
    for name, value in mail["headers"].items():
        message[name] = value
    texts = [(mail["body"][kind], subtype) for kind, subtype in (("text", "plain"), ("html", "html"))
             if kind in mail["body"]]
    message.set_content(texts[0][0], subtype=texts[0][1])
    for text, subtype in texts[1:]:
        message.add_alternative(text, subtype=subtype)
    return message


def hand_over(mail, server, sender):
    """Returns None once the server has taken it, else its answer; raises Later, or what keeps it from all mail."""
    try:
        with smtplib.SMTP(*server, timeout=60) as smtp:
            smtp.send_message(composed(mail, sender), mail["returnPath"], [mail["to"]])
        return None
    except UNDELIVERABLE as error:
        refused = isinstance(error, smtplib.SMTPRecipientsRefused)
        code, text = error.recipients[mail["to"]] if refused else (error.smtp_code, error.smtp_error)
        answer = f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
        if code // 100 != 5:
            raise Later(answer) from error
        return answer
    except (smtplib.SMTPNotSupportedError, ValueError) as error:
        return f"550 5.6.7 {error}"  # an international address and a server that takes none, or a line break


def tell_refusal(channel, message_id, mail, outcome, answer):
    """No report comes of what the server did not take: we tell it, as our own form of `bounce.event`."""
    body = {"token": mail["headers"]["X-Brevduva-Token"], "recipient": mail["to"], "outcome": outcome,
            "diagnostic": answer, "mailingId": mail["mailingId"]}
    properties = pika.BasicProperties(
        message_id=f"{message_id} refused", app_id="urn:example:gateway", content_type="application/json",
        delivery_mode=2)
    channel.basic_publish("brevduva.in", "bounce.event", json.dumps(body), properties, mandatory=True)


class Gateway:
    def __init__(self, connection, sent, server, sender):
        self.connection, self.sent, self.server, self.sender = connection, sent, server, sender
        self.channel = connection.channel()
        self.channel.confirm_delivery()
        self.channel.basic_qos(prefetch_count=200)
        self.channel.basic_consume("outgoing-mail", self.take)

    def take(self, channel, method, properties, body):
        event = json.loads(body)
        self.attempt(method.delivery_tag, event["id"], event["data"], now() + PATIENCE)

    def attempt(self, tag, message_id, mail, last, pause=1):
        """Sends a mail, unless it is sent or too late; one that the server takes later is set aside, others go on."""
        until = datetime.datetime.fromisoformat(mail["doNotSendAfter"].replace("Z", "+00:00"))
        try:
            if message_id not in self.sent:
                self.send(message_id, mail, until)
        except Later as error:
            answer = str(error)
            if now() + datetime.timedelta(seconds=pause) < min(until, last):
                print(f"{message_id}: waits, {answer[:3]}", file=sys.stderr, flush=True)
                self.connection.call_later(
                    pause, lambda: self.attempt(tag, message_id, mail, last, min(2 * pause, 60)))
                return
            print(f"{message_id}: given up, {answer[:3]}", file=sys.stderr, flush=True)
            self.finish(message_id, mail, until, "delayed", answer)
        self.channel.basic_ack(tag)

    def send(self, message_id, mail, until):
        pause = 1
        while now() < until:
            try:
                answer = hand_over(mail, self.server, self.sender)
                return self.finish(message_id, mail, until, "failed", answer)
            except (OSError, smtplib.SMTPException) as error:
                print(f"{message_id}: waits, {type(error).__name__}", file=sys.stderr, flush=True)
                self.connection.sleep(pause)  # and answers the broker's heartbeats
                pause = min(2 * pause, 60)
        print(f"{message_id}: too late, not sent", file=sys.stderr, flush=True)

    def finish(self, message_id, mail, until, outcome, answer):
        """Tells what became of it if the server did not take it, and notes that it is done with."""
        if answer is not None:
            tell_refusal(self.channel, message_id, mail, outcome, answer)
        # After this moment and not before it: a crash in between sends it twice, the other way round never.
        self.sent.add(message_id, until)


def main():
    host, port = os.environ["SMTP"].rsplit(":", 1)
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    gateway = Gateway(connection, Sent(sys.argv[1]), (host, int(port)), os.environ["MAIL_FROM"])
    try:
        gateway.channel.start_consuming()
    except KeyboardInterrupt:
        connection.close()


if __name__ == "__main__":
    main()
