"""A small OpenID Connect provider: description, keys, tokens signed RS256, the page about a person."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, CODE = "zhihang", "of the client", "made-up-code"


class Provider:
    """Says what `claims` and `userinfo` hold; `asked` keeps what clients sent."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}/realm"
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.described: dict[str, Any] = {}
        self.challenge = ""
        self.asked: list[str] = []
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def knows(self, sub: str, email: str = "", **more: Any) -> None:
        """The person who signs in at the provider next."""
        about = {"sub": sub, "name": sub.title(), **({"email": email} if email else {}), **more}
        self.claims, self.userinfo, self.described = dict(about), dict(about), {}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(*provider.page(self.path, self.headers))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._say(*provider.token(parse_qs(body)))

            def _say(self, status: int, answer: Any) -> None:
                provider.asked.append(self.path)
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *said: Any) -> None: ...

        return Handler

    def page(self, path: str, headers: Any) -> tuple[int, Any]:
        match path.removeprefix("/realm"):
            case "/.well-known/openid-configuration":
                ends = {f"{end}_endpoint": f"{self.issuer}/{end}" for end in ("authorization", "token", "userinfo")}
                return 200, {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **ends, **self.described}
            case "/keys":
                public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
                return 200, {"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]}
            case "/userinfo" if headers["Authorization"] == "Bearer access":
                return 200, self.userinfo
        return 404, {}

    def token(self, said: dict[str, list[str]]) -> tuple[int, Any]:
        verifier = said.get("code_verifier", [""])[0]
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
        if said.get("code") != [CODE] or said.get("client_secret") != [SECRET] or challenge != self.challenge:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        signed = jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": "1"})
        assert json.loads(urlsafe_b64decode(signed.split(".")[0] + "=="))["alg"] == "RS256"
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": signed}
