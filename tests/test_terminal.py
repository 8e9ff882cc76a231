"""A person at a terminal: rows above, a prompt below, lines that are sent, commands that begin
with a slash."""
import signal

import harness
import terminals


class AtTheTerminal(harness.Case):

    def listen_here(self, *options):
        terminal = terminals.Terminal(self, "listen", "127.0.0.1", "0", *options)
        self.assertGreater(terminal.port, 0)
        return terminal

    def test_what_is_typed_is_sent_with_a_line_end(self):
        terminal = self.listen_here()
        device = self.client(terminal.port)
        terminal.wait(rb"1  \+  127\.0\.0\.1:\d+ connected")
        terminal.type("led on\r")
        self.assertEqual(harness.receive(device, 7), b"led on\n")
        terminal.wait(rb"1  >      7 B  led on")
        device.sendall(b"Hello\r\n")
        terminal.wait(rb"1  <      7 B  Hello\r?\n")
        terminal.type("Grüße 温度\r")
        self.assertEqual(harness.receive(device, 15), "Grüße 温度\n".encode())

    def test_commands(self):
        terminal = self.listen_here()
        one, two = self.client(terminal.port), self.client(terminal.port)
        terminal.wait(rb"2  \+  127")
        terminal.type("/peers\r")
        terminal.wait(rb"peer  who +by +received B")
        terminal.type("/to 2 for two\r//slash\r")
        self.assertEqual(harness.receive(two, 15), b"for two\n/slash\n")
        self.assertEqual(harness.receive(one, 7), b"/slash\n")
        terminal.type("/hex 48 65 00 ff\r")
        self.assertEqual(harness.receive(one, 4), b"He\x00\xff")
        self.assertEqual(harness.receive(two, 4), b"He\x00\xff")
        terminal.type("/ending crlf\r/to 1\ronly one\r")
        self.assertEqual(harness.receive(one, 10), b"only one\r\n")
        terminal.type("/close 1\r")
        self.assertEqual(harness.receive(one), b"")
        one.close()
        terminal.wait(rb"1  -  ")
        terminal.type("/nonsense\r")
        terminal.wait(rb"there is no command /nonsense: /help lists them")
        terminal.type("/to 9 x\r")
        terminal.wait(rb"peer 9 is not here: nothing was sent; /peers lists who is")
        two.close()
        terminal.wait(rb"2  -  ")
        terminal.type("/to all\ranybody?\r")
        terminal.wait(rb"nobody is connected: nothing was sent")
        terminal.type("/quit\r")
        self.assertEqual(terminal.exit_code(), 0)

    def test_history(self):
        terminal = self.listen_here()
        device = self.client(terminal.port)
        terminal.wait(rb"connected")
        terminal.type("first\rsecond\r")
        self.assertEqual(harness.receive(device, 13), b"first\nsecond\n")
        terminal.type("\x1b[A\x1b[A!\r")
        self.assertEqual(harness.receive(device, 7), b"first!\n")

    def test_line_survives_rows_that_come_in_between(self):
        terminal = self.listen_here()
        device = self.client(terminal.port)
        terminal.wait(rb"connected")
        terminal.type("half a li")
        for number in range(20):
            device.sendall(b"row %d\n" % number)
            terminal.wait(rb"row %d\r?\n" % number)
        terminal.type("ne\r")
        self.assertEqual(harness.receive(device, 12), b"half a line\n")

    def test_ctrl_c_clears_the_line_first_and_ends_then(self):
        terminal = self.listen_here()
        device = self.client(terminal.port)
        terminal.wait(rb"connected")
        terminal.type("a slip")
        terminal.wait(rb"a slip")
        terminal.type("\x03")
        terminal.wait(rb"(?s)a slip.*> ")
        terminal.type("right\r")
        self.assertEqual(harness.receive(device, 6), b"right\n")
        device.close()
        terminal.wait(rb"1  -  ")
        terminal.type("\x03")
        self.assertEqual(terminal.exit_code(), 0)

    def test_ctrl_d_ends(self):
        terminal = self.listen_here()
        terminal.type("\x04")
        self.assertEqual(terminal.exit_code(), 0)

    def test_without_a_line_editor(self):
        terminal = terminals.Terminal(self, "listen", "127.0.0.1", "0", TERM="dumb")
        terminal.wait(rb"cannot edit lines on the terminal: "
                      rb"by the variable TERM it cannot move its cursor up\r\n")
        device = self.client(terminal.port)
        terminal.wait(rb"1  \+  ")
        terminal.type("plain\n")
        self.assertEqual(harness.receive(device, 6), b"plain\n")
        terminal.type("\x04")
        self.assertEqual(terminal.exit_code(), 0)

    def test_ctrl_d_of_a_client_is_fin(self):
        server = self.server()
        terminal = terminals.Terminal(self, "connect", "127.0.0.1", server.getsockname()[1])
        device = self.accept(server)
        terminal.wait(rb"connected")
        terminal.type("bye\r\x04")
        self.assertEqual(harness.receive(device), b"bye\n")
        device.sendall(b"answer")
        terminal.wait(rb"answer")
        device.close()
        self.assertEqual(terminal.exit_code(), 0)

    def test_closed_window_ends_the_program(self):
        terminal = self.listen_here()
        terminal.send_signal(signal.SIGHUP)
        self.assertEqual(terminal.exit_code(), 0)

    def test_failure_is_explained(self):
        closed = self.server()
        port = closed.getsockname()[1]
        closed.close()
        terminal = terminals.Terminal(self, "connect", "127.0.0.1", port)
        self.assertEqual(terminal.exit_code(), 1)
        terminal.wait(rb"connection refused \(ECONNREFUSED\)\r?\n")
        terminal.wait(rb"To have a server here: parley listen %d" % port)

    def test_device_that_waits_for_a_newline(self):
        """What no newline ever ended is shown as it comes, not kept back."""
        terminal = self.listen_here()
        device = self.client(terminal.port)
        device.sendall(b"HelloThis is my IP.")
        terminal.wait(rb"1  <     19 B  HelloThis is my IP\.")


if __name__ == "__main__":
    harness.main()
