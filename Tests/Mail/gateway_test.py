#!/usr/bin/env python3
"""Examples/gateway, against a real broker: AMQP_URL is its user, ADMINISTRATOR_AMQP_URL the administrator."""
import datetime
import email
import email.policy
import os
import sqlite3
import tempfile
import unittest

from mail_sink import Sink
from support import Broker, end, example, wait_for


def mail(number, **more):
    until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    data = {
        "mailingId": "m", "profileId": "018f0000-0000-7000-8000-000000000001", "to": f"a{number}@x.example",
        "returnPath": f"bounce+t{number}@bounces.example", "subject": "Hälsning", "body": {"text": "Hej Åsa"},
        "headers": {
            "X-Brevduva-Token": f"t{number}", "List-Unsubscribe": f"<https://out.example/?token=t{number}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        "doNotSendAfter": until.isoformat().replace("+00:00", "Z")}
    return {"specversion": "1.0", "id": f"id-{number}", "type": "deliver", "data": data | more}


class GatewayTest(unittest.TestCase):
    def setUp(self):
        self.broker, self.sink = Broker(), Sink()
        self.addCleanup(self.broker.connection.close)
        self.addCleanup(self.sink.close)
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.gateways = []
        self.addCleanup(lambda: [process.kill() or process.communicate() for process in self.gateways])
        self.broker.channel.queue_purge("outgoing-mail")

    def start(self):
        gateway = example(
            "gateway/gateway.py", os.path.join(self.folder.name, "sent.db"), SMTP=self.sink.address,
            MAIL_FROM="University <news@example.se>")
        self.gateways.append(gateway)
        return gateway

    def stop(self, gateway):
        self.gateways.remove(gateway)
        return end(gateway)[1]

    def send(self, *messages):
        for message in messages:
            self.broker.send("brevduva.mail", "deliver", message)

    def await_noted(self, count):
        """Waits until so many are sent and the gateway has noted it: a crash in between may send one twice."""
        base = sqlite3.connect(os.path.join(self.folder.name, "sent.db"))
        wait_for(f"{count} are sent", lambda: base.execute("SELECT count(*) FROM sent").fetchone() == (count,))
        base.close()

    def sent(self):
        return [envelope["to"] for envelope in self.sink.taken]

    def test_sends_each_once_with_return_path_and_headers(self):
        rich = mail(2, body={"text": "Hej", "html": "<p>Hej"})
        self.send(mail(1), mail(1), rich)
        gateway = self.start()
        wait_for("both are sent", lambda: len(self.sink.taken) == 2)
        self.await_noted(2)
        self.stop(gateway)
        # A new process knows what the one before has sent.
        self.send(mail(1), mail(3))
        gateway = self.start()
        wait_for("the third is sent", lambda: len(self.sink.taken) == 3)
        self.await_noted(3)
        self.stop(gateway)
        self.assertEqual(self.sent(), ["a1@x.example", "a2@x.example", "a3@x.example"])
        first = self.sink.taken[0]
        self.assertEqual(first["from"], "bounce+t1@bounces.example")
        message = email.message_from_bytes(first["data"], policy=email.policy.default)
        self.assertEqual(message["X-Brevduva-Token"], "t1")
        self.assertEqual(message["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertEqual(message["Subject"], "Hälsning")
        self.assertEqual(message.get_content().strip(), "Hej Åsa")
        both = email.message_from_bytes(self.sink.taken[1]["data"], policy=email.policy.default)
        self.assertEqual(both.get_content_type(), "multipart/alternative")

    def test_fields_stay_plain_however_long_they_are(self):
        token = "0198f3a2b4c5d6e7f8091a2b3c4d5e6f"
        fields = {
            "List-Unsubscribe": f"<https://utskick.universitet.example/avregistrera?token={token}>, "
                                f"<mailto:bounce+{token}@studs.universitet.example?subject=unsubscribe>",
            "Message-ID": "<018f0000-0000-7000-8000-000000000001@studs.universitet.example>",
            "X-Brevduva-Token": token, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        self.send(mail(1, headers=fields, subject="Välkommen till alumnernas höstmöte i universitetets aula " * 3))
        gateway = self.start()
        wait_for("it is sent", lambda: self.sink.taken)
        self.stop(gateway)
        head, _, _ = self.sink.taken[0]["data"].partition(b"\r\n\r\n")
        for name, value in fields.items():
            self.assertIn(f"{name}: {value}", head.decode("ascii").split("\r\n"))
        self.assertTrue(all(len(word) <= 75 for word in head.split() if word.startswith(b"=?")), "RFC 2047, 2")

    def test_a_mail_that_has_to_wait_holds_up_no_other(self):
        heard = self.broker.listen("bounce.*")
        self.sink.answers["a1@x.example"] = ["450 4.1.2 domain not found"]
        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=5)
        self.send(mail(1, doNotSendAfter=soon.isoformat()), mail(2), mail(3))
        gateway = self.start()
        wait_for("the others are sent", lambda: len(self.sink.taken) == 2)
        told = self.broker.await_message(heard)
        self.assertEqual(told[0], "id-1 refused")
        self.assertEqual((told[2]["outcome"], told[2]["diagnostic"]), ("delayed", "450 4.1.2 domain not found"))
        self.await_noted(3)
        self.assertIn("id-1: given up, 450", self.stop(gateway))
        self.assertEqual(sorted(self.sent()), ["a2@x.example", "a3@x.example"])

    def test_sends_nothing_after_its_time(self):
        self.send(mail(1, doNotSendAfter="2020-01-01T00:00:00Z"), mail(2))
        gateway = self.start()
        wait_for("the other one is sent", lambda: self.sink.taken)
        self.assertIn("id-1: too late", self.stop(gateway))
        self.assertEqual(self.sent(), ["a2@x.example"])

    def test_waits_for_a_server_that_says_later(self):
        self.sink.answers["a1@x.example"] = ["451 4.3.0 later", "250 ok"]
        self.send(mail(1))
        gateway = self.start()
        wait_for("it is sent", lambda: self.sink.taken)
        self.assertIn("id-1: waits", self.stop(gateway))
        self.assertEqual(self.sent(), ["a1@x.example"])

    def test_tells_what_the_server_refuses(self):
        heard = self.broker.listen("bounce.*")
        self.sink.answers["a1@x.example"] = ["550 5.1.1 no such user"]
        header = mail(3)
        header["data"]["headers"]["X-Bad"] = "a\r\nBcc: b@x.example"
        self.send(mail(1), mail(2), header)
        gateway = self.start()
        wait_for("the other one is sent", lambda: self.sink.taken)
        told = sorted((self.broker.await_message(heard) for _ in range(2)), key=lambda each: each[0])
        self.stop(gateway)
        self.assertEqual([each[0] for each in told], ["id-1 refused", "id-3 refused"])
        self.assertEqual(told[0][1], "bounce.event")
        self.assertEqual(told[0][2], {
            "token": "t1", "recipient": "a1@x.example", "outcome": "failed", "mailingId": "m",
            "diagnostic": "550 5.1.1 no such user"})
        self.assertTrue(told[1][2]["diagnostic"].startswith("550 5.6.7"))
        self.assertEqual(self.sent(), ["a2@x.example"])


if __name__ == "__main__":
    unittest.main()
