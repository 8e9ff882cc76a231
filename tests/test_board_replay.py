"""A recorded conversation of a board is played to the same sketch, which finds no difference, and to
a changed one, whose first difference is named: a bug seen once becomes a test."""
import shutil

import boards
import harness

ROOT = boards.SKETCHES.parent.parent


class BoardReplay(boards.BoardCase):

    def changed(self, name, old, new):
        """A bundled sketch with other words in it."""
        folder = self.folder / name
        shutil.copytree(ROOT / "sketches" / name, folder, dirs_exist_ok=True)
        source = folder / f"{name}.ino"
        text = source.read_text()
        self.assertIn(old, text)
        source.write_text(text.replace(old, new))
        return folder

    def start_server(self, sketch):
        board = self.board(sketch, "--forward", "0:8000")
        port = board.forwarded()
        board.line("accepting.....\r\n")
        return board, port

    def record_server(self):
        path = self.folder / "server.pcapng"
        board, port = self.start_server("TcpServer")
        parley = self.connect(port, "-o", str(path))
        parley.wait_received(1, 11)
        for said in ("temperature?\n", "and again\n"):
            before = len(parley.received(1))
            parley.command(send=said)
            parley.wait_received(1, before + len(said))
        parley.close_input()
        self.assertEqual(parley.exit_code(), 0)
        self.stop(board)
        return path

    def test_server(self):
        path = self.record_server()
        _, port = self.start_server("TcpServer")
        same = self.parley("open", str(path), "--replay", f"127.0.0.1:{port}")
        self.assertEqual(same.exit_code(), 0, same.story())
        self.assertIn("34 bytes in 3 whole answers came as recorded", same.output.decode())
        _, port = self.start_server(self.changed("TcpServer", '"I am Server"', '"I am a Server"'))
        other = self.parley("open", str(path), "--replay", f"127.0.0.1:{port}")
        self.assertEqual(other.exit_code(), 1, other.story())
        said = other.output.decode()
        self.assertIn("first difference: offset 5 of what the peer says, in its answer 1", said)
        self.assertIn("  recorded  53 65 72 76 65 72 ", said)
        self.assertIn("  came      61 20 53 65 72 76 65 72 ", said)

    def play_server(self, sketch, path):
        """The recorded server for a board that is a client."""
        parley = self.parley("open", str(path), "--replay-listen", "0", "--format", "jsonl")
        board = self.board(sketch, *self.host_entry(parley.port, boards.PC))
        return parley, board

    def test_client(self):
        path = self.folder / "client.pcapng"
        parley = self.listen("-o", str(path), "--once", address="0.0.0.0")
        board = self.board("TcpClient", *self.host_entry(parley.port, boards.PC))
        parley.wait_received(1, 19)
        parley.command(send="set 7\n")
        parley.wait_received(1, 25)
        parley.close_input()
        self.assertEqual(parley.exit_code(), 0)
        self.stop(board)
        same, _ = self.play_server("TcpClient", path)
        self.assertEqual(same.exit_code(), 0, same.story())
        self.assertIn("25 bytes in 2 whole answers came as recorded", same.errors)
        other, _ = self.play_server(self.changed("TcpClient", "This is my IP.", "This is my ip."),
                                    path)
        self.assertEqual(other.exit_code(), 1, other.story())
        self.assertIn("first difference: offset 16 of what the peer says, in its answer 1",
                      other.errors)


if __name__ == "__main__":
    harness.main()
