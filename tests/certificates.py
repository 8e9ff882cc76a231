"""Certificates for the TLS tests, made with openssl(1) in a test's folder: an authority, and
whatever it signs, good and bad."""
import subprocess


class Authority:
    """Files in `folder`: NAME.pem (certificate) and NAME.key."""

    def __init__(self, case, name="authority"):
        case.need_program("openssl")
        self.folder = case.folder
        self.name = name
        self.certificate = self.folder / f"{name}.pem"
        self._openssl("req", "-x509", *self._new_key(name), "-days", "30", "-subj",
                      f"/CN=Parley test {name}", "-out", self.certificate)

    def sign(self, name, names="DNS:localhost,IP:127.0.0.1,IP:::1", days=30):
        """A certificate for `names` that ends in so many days; (certificate, key)."""
        request, extensions = self.folder / f"{name}.csr", self.folder / f"{name}.ext"
        certificate = self.folder / f"{name}.pem"
        extensions.write_text(f"subjectAltName={names}\n")
        self._openssl("req", *self._new_key(name), "-subj", f"/CN={name}", "-out", request)
        self._openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey",
                      self.folder / f"{self.name}.key", "-CAcreateserial", "-days", str(days),
                      "-extfile", extensions, "-out", certificate)
        return certificate, self.folder / f"{name}.key"

    def self_signed(self, name="self-signed"):
        """What --help of `parley listen` proposes: trusted by nobody."""
        certificate = self.folder / f"{name}.pem"
        self._openssl("req", "-x509", *self._new_key(name), "-days", "30", "-subj", "/CN=localhost",
                      "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out", certificate)
        return certificate, self.folder / f"{name}.key"

    def _new_key(self, name):
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                self.folder / f"{name}.key"]

    @staticmethod
    def _openssl(*words):
        made = subprocess.run(["openssl", *words], capture_output=True, check=False, timeout=60)
        if made.returncode != 0:
            raise RuntimeError(f"openssl {words[0]}: {made.stderr.decode()}")
