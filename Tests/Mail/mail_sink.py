"""An SMTP server that takes mail, refuses it or says 'later', and keeps what it was given. For tests."""
import socketserver
import threading


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        sink, envelope = self.server.sink, {}
        self.say("220 sink")
        for line in iter(self.rfile.readline, b""):
            verb, text = line[:4].upper().strip(), line.decode().strip()
            if verb == b"EHLO":
                self.say("250 sink")
            elif verb == b"MAIL":
                envelope = {"from": text.split(":", 1)[1].split(" ")[0].strip("<>")}
                self.say("250 ok")
            elif verb == b"RCPT":
                envelope["to"] = text.split(":", 1)[1].split(" ")[0].strip("<>")
                self.say(sink.answer(envelope["to"]))
            elif verb == b"DATA":
                self.say("354 go on")
                envelope["data"] = b"".join(iter(self.rfile.readline, b".\r\n"))
                sink.taken.append(envelope)
                self.say("250 taken")
            elif verb == b"QUIT":
                return self.say("221 bye")
            else:
                self.say("250 ok")

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


class Sink:
    """Listens from when it is made; `answers` maps a recipient to the answers to give, the last one for good."""

    def __init__(self):
        self.taken, self.answers = [], {}
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.server.daemon_threads, self.server.sink = True, self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self):
        return "127.0.0.1:%d" % self.server.server_address[1]

    def answer(self, recipient):
        answers = self.answers.get(recipient, ["250 ok"])
        return answers.pop(0) if len(answers) > 1 else answers[0]
