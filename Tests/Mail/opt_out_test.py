#!/usr/bin/env python3
"""Examples/opt-out, against a real broker: AMQP_URL is its user, ADMINISTRATOR_AMQP_URL the administrator."""
import http.client
import unittest
import urllib.parse

from support import Broker, end, example

TOKEN = "0198f3a2b4c5d6e7f8091a2b3c4d5e6f"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


class OptOutTest(unittest.TestCase):
    def setUp(self):
        self.broker = Broker()
        self.addCleanup(self.broker.connection.close)
        self.heard = self.broker.listen("profile.*")
        self.start()

    def start(self, **environment):
        self.page = example("opt-out/page.py", "127.0.0.1:0", **environment)
        self.addCleanup(end, self.page)
        self.port = urllib.parse.urlsplit(self.page.stdout.readline().strip()).port

    def ask(self, method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, fields and urllib.parse.urlencode(fields), kind if fields else {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()

    def test_a_get_changes_nothing(self):
        for method in ("GET", "HEAD"):
            status, headers, page = self.ask(method, f"/?token={TOKEN}&topic=news%22%3E")
            self.assertEqual(status, 200)
            self.assertEqual(headers["Cache-Control"], "no-store")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        _, _, page = self.ask("GET", f"/?token={TOKEN}&topic=news%22%3E")
        self.assertIn('method="post"', page)
        self.assertIn("news&quot;&gt;", page)
        self.assertNotIn('news">', page)
        self.assertIsNone(self.broker.take(self.heard))

    def test_one_click_opts_out(self):
        status, headers, _ = self.ask("POST", f"/?token={TOKEN}", ONE_CLICK)
        self.assertEqual(status, 200)
        self.assertNotIn("Location", headers)
        self.assertNotIn("Set-Cookie", headers)
        message_id, key, body = self.broker.await_message(self.heard)
        self.assertEqual((key, body), ("profile.optOut", {"token": TOKEN, "reason": "link"}))
        self.assertTrue(message_id)

    def test_the_button_for_all_mail_opts_out_of_every_topic(self):
        _, _, page = self.ask("GET", f"/?token={TOKEN}")
        self.assertIn('name="topic" value="*"><button>No more mail from us<', page)
        self.ask("POST", "/?", {"token": TOKEN, "topic": "*"})
        body = self.broker.await_message(self.heard)[2]
        self.assertEqual(body, {"token": TOKEN, "reason": "link", "topic": "*"})

    def test_the_button_opts_out_of_one_topic(self):
        self.ask("POST", "/?", {"token": TOKEN, "topic": "news"})
        self.assertEqual(self.broker.await_message(self.heard)[2]["topic"], "news")

    def test_each_word_is_a_message_of_its_own(self):
        # Who opted in again in between means it.
        for _ in range(2):
            self.ask("POST", f"/?token={TOKEN}", ONE_CLICK)
        ids = {self.broker.await_message(self.heard)[0] for _ in range(2)}
        self.assertEqual(len(ids), 2)

    def test_each_token_gets_the_same_answer(self):
        answers = []
        for token in (TOKEN, "0" * 32, "no token", "x" * 4000, ""):
            status, headers, page = self.ask("POST", "/?" + urllib.parse.urlencode({"token": token}), ONE_CLICK)
            headers.pop("Date")
            answers.append((status, headers, page))
        self.assertEqual(answers, [answers[0]] * len(answers))

    def test_says_not_now_while_the_broker_is_away(self):
        for url in ("amqp://127.0.0.1:1/", "amqp://nowhere.invalid/"):
            self.start(AMQP_URL=url)
            status, headers, _ = self.ask("POST", f"/?token={TOKEN}", ONE_CLICK)
            self.assertEqual((status, headers["Retry-After"]), (503, "60"))

    def test_asks_for_the_length_of_what_tells_none(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest("POST", f"/?token={TOKEN}")
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 411)
        self.assertIsNone(self.broker.take(self.heard))

    def test_takes_no_large_body(self):
        status, _, _ = self.ask("POST", f"/?token={TOKEN}", {"x": "y" * 5000})
        self.assertEqual(status, 413)
        self.assertIsNone(self.broker.take(self.heard))


if __name__ == "__main__":
    unittest.main()
