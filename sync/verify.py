#!/usr/bin/env python3
"""Reads every file of sync/vectors by the rules of sync/FORMAT.md and KINDS.md, and says whether it finds what expected.txt says.

Written from these pages alone: it shares no line with the program. Standard library and the package `cryptography`:

    python3 -m venv .build/venv && .build/venv/bin/pip install -q cryptography
    .build/venv/bin/python sync/verify.py            # exit 0: every line is equal
    .build/venv/bin/python sync/verify.py --print    # what it finds, in the form of expected.txt

The `age` tool opens the same files:

    age -d -i sync/vectors/ward.testkey sync/vectors/11-valid.age
"""
import base64
import collections
import difflib
import hashlib
import hmac
import json
import pathlib
import re
import sys
import unicodedata

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

FORMAT = 1
MANIFEST = 256 << 10
PAYLOAD = 256 << 10
FILE = 64 << 20
LINES = 200_000
SECTIONS = 10_000
CHUNK = 64 << 10


class Refused(Exception):
    """A file or section that is not taken, with the code of FORMAT.md §7."""


def refuse(number):
    raise Refused(f"SYNC-{number:03}")


# --- §2 hashes and signatures ------------------------------------------------------------------------------------

def H(domain, *parts):
    return hashlib.sha256(domain + b"".join(parts)).digest()


def is_signed(manifest, signature, key, domain):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, domain + manifest)
        return True
    except (InvalidSignature, ValueError):
        return False


def unhex(text, count=None):
    """Bytes of lower-case hexadecimal digits, or None."""
    if not isinstance(text, str) or not re.fullmatch(r"([0-9a-f]{2})*", text):
        return None
    data = bytes.fromhex(text)
    return data if count in (None, len(data)) else None


# --- JSON: no key twice, depth 32, numbers kept as written -------------------------------------------------------

class Number(str):
    """A number as it was written."""

    def __eq__(self, other):
        return isinstance(other, Number) and str.__eq__(self, other)

    __hash__ = str.__hash__


def read_json(data):
    def pairs(items):
        keys = {unicodedata.normalize("NFC", key) for key, _ in items}
        if len(keys) != len(items):
            raise ValueError("a key stands twice")
        return dict(items)

    def constant(name):
        raise ValueError(name)

    value = json.loads(data.decode("utf-8"), object_pairs_hook=pairs, parse_int=Number, parse_float=Number,
                       parse_constant=constant)
    if depth(value) > 32:
        raise ValueError("too deep")
    return value


def depth(value):
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


def integer(value):
    if isinstance(value, Number) and re.fullmatch(r"-?[0-9]+", value) and -2**63 <= int(value) < 2**63:
        return int(value)
    return None


def log_place(value):
    number = integer(value)
    return number if number is not None and 1 <= number <= 2**53 else None


def text(value):
    return str(value) if isinstance(value, str) and not isinstance(value, Number) else None


# --- age v1, X25519 recipients, binary ---------------------------------------------------------------------------

BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def bech32(word, prefix):
    """The bytes behind `age1…` or `AGE-SECRET-KEY-1…`, or None."""
    word = word.lower()
    if not word.startswith(prefix + "1") or any(letter not in BECH32 for letter in word[len(prefix) + 1:]):
        return None
    values = [BECH32.index(letter) for letter in word[len(prefix) + 1:]]
    check = 1
    for value in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> bit & 1:
                check ^= generator
    bits = "".join(f"{value:05b}" for value in values[:-6])
    whole = len(bits) // 8 * 8
    if check != 1 or len(values) < 6 or len(bits) - whole >= 5 or "1" in bits[whole:]:
        return None
    return bytes(int(bits[at:at + 8], 2) for at in range(0, whole, 8))


def unbase64(word):
    """Canonical base64 without padding."""
    try:
        data = base64.b64decode(word + b"=" * (-len(word) % 4), validate=True)
    except ValueError:
        refuse(2)
    if base64.b64encode(data).rstrip(b"=") != word:
        refuse(2)
    return data


def hkdf(secret, salt, info):
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


def age_header(file):
    """The stanzas, the bytes that the code covers, the code, and where the payload starts."""
    intro = b"age-encryption.org/"
    if file.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----"):
        refuse(19)
    if not intro.startswith(file[:len(intro)]):
        refuse(1)
    at = 0

    def line():
        nonlocal at
        end = file.find(b"\n", at, 64 << 10)
        if end < 0:
            refuse(2)
        start, at = at, end + 1
        return file[start:end]

    version = line()[len(intro):]
    if version != b"v1":
        refuse(19 if re.fullmatch(rb"v[0-9]+", version) else 2)
    stanzas = []
    while True:
        start = at
        words = line()
        if words.startswith(b"---"):
            if not stanzas or not words.startswith(b"--- "):
                refuse(2)
            code = unbase64(words[4:])
            if len(code) != 32:
                refuse(2)
            return stanzas, file[:start + 3], code, at
        if not re.fullmatch(rb"->( [!-~]+)+", words) or len(stanzas) == 64:
            refuse(2)
        body, row = b"", b"x" * 64
        while len(row) == 64:
            row = line()
            if len(row) > 64:
                refuse(2)
            body += unbase64(row)
        stanzas.append((words.split(b" ")[1:], body))


def age_open(file, secret):
    stanzas, covered, code, at = age_header(file)
    if any(words[0] == b"scrypt" for words, _ in stanzas):
        refuse(19 if len(stanzas) == 1 else 2)
    key = X25519PrivateKey.from_private_bytes(secret)
    own = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    for words, body in stanzas:
        if words[0] != b"X25519":
            continue
        share = unbase64(words[1]) if len(words) == 2 else b""
        if len(share) != 32 or len(body) != 32:
            refuse(2)
        try:
            shared = key.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:
            refuse(2)
        try:
            wrap = hkdf(shared, share + own, b"age-encryption.org/v1/X25519")
            file_key = ChaCha20Poly1305(wrap).decrypt(bytes(12), body, None)
            break
        except InvalidTag:
            continue
    else:
        refuse(5)
    if not hmac.compare_digest(hmac.digest(hkdf(file_key, b"", b"header"), covered, "sha256"), code):
        refuse(2)
    nonce, sealed = file[at:at + 16], file[at + 16:]
    if len(nonce) < 16 or len(sealed) < 16:
        refuse(2)
    chunk = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
    plain = b""
    step = CHUNK + 16
    for number, start in enumerate(range(0, len(sealed), step)):
        part = sealed[start:start + step]
        last = start + step >= len(sealed)
        if len(part) < 16 or len(part) == 16 and number > 0:
            refuse(2)
        try:
            plain += chunk.decrypt(number.to_bytes(11, "big") + bytes([last]), part, None)
        except InvalidTag:
            refuse(2)
    return plain


# --- manifests ---------------------------------------------------------------------------------------------------

class Manifest:
    def __init__(self, line, signature):
        self.line = line
        self.signature = signature
        self.fields = read_json(line)
        if not isinstance(self.fields, dict):
            raise ValueError("no object")

    @classmethod
    def take(cls, data):
        """The manifest at the front of `data` and what follows; None when there is none."""
        end = data.find(b"\n", 0, MANIFEST + 1)
        if end < 0 or data[end + 129:end + 130] != b"\n":
            return None, data
        try:
            signature = unhex(data[end + 1:end + 129].decode("ascii"), 64)
            return (cls(data[:end], signature), data[end + 130:]) if signature else (None, data)
        except (ValueError, RecursionError):
            return None, data

    def text(self, key):
        return text(self.fields.get(key))

    def number(self, key):
        return integer(self.fields.get(key))

    def bytes(self, key, count=32):
        return unhex(self.fields.get(key), count)

    def least(self):
        """`min`; None unless `v` and `min` are there and fit each other."""
        version, least = self.number("v"), self.number("min")
        return least if version is not None and least is not None and 1 <= least <= version else None

    def is_signed(self, key, domain):
        return is_signed(self.line, self.signature, key, domain)


class Card:
    RANK = {"volunteer": 0, "lead": 1, "ward": 2}

    def __init__(self, manifest):
        m = manifest
        self.ward, self.sign, self.role = m.bytes("ward"), m.bytes("sign"), m.text("role")
        receive = m.text("receive") or ""
        if (m.text("k") != "card" or m.least() != 1 or not self.ward or not self.sign or self.role not in self.RANK
                or not receive.startswith("age1") or len(bech32(receive, "age") or b"") != 32
                or any(m.text(key) is None for key in ("name", "team", "kit", "proof"))
                or any(len(m.text(key).encode()) > 1000 for key in ("name", "team"))
                or not m.is_signed(self.sign, b"sotay-section-1\0")):
            raise ValueError("no card")
        self.id = H(b"card1\0", m.line)
        self.rank = self.RANK[self.role]
        claim = self.ward + self.sign + receive.encode() + b"\0" + self.role.encode()
        proof = unhex(m.text("proof"))
        self.claim, self.proof = claim, proof
        self.certified = (self.role == "ward" and proof is not None
                          and is_signed(claim, proof, self.ward, b"sotay-cert-1\0"))


    def is_enrolled(self, secrets):
        return self.proof is not None and any(
            hmac.compare_digest(hmac.digest(secret, self.claim, "sha256"), self.proof) for secret in secrets)


def read_card(manifest):
    try:
        return Card(manifest)
    except ValueError:
        return None


# --- §3 revisions ------------------------------------------------------------------------------------------------

NUMBER = r"(0|[1-9][0-9]{0,17})"
HASH = r'[0-9a-f]{64}'
PLAIN = r'[ !#-\[\]-~]'
HEADER = re.compile(
    rf'{{"s":{NUMBER},"r":"([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})","g":{NUMBER},'
    rf'"q":\[((?:"{HASH}"(?:,"{HASH}"){{0,63}})?)\],"f":"({PLAIN}{{1,200}})","a":"({PLAIN}{{0,64}})",'
    rf'"o":"(put|delete|resolve)","t":(0|-?[1-9][0-9]{{0,17}}),"n":{NUMBER},"h":"({HASH})"}}', re.ASCII)


class Revision:
    def __init__(self, line):
        header, tab, payload = line.partition(b"\t")
        try:
            match = HEADER.fullmatch(header.decode("ascii"))
        except UnicodeDecodeError:
            match = None
        if not tab or not match:
            raise ValueError("no revision")
        s, self.record, g, parents, self.kind, _, self.operation, _, n, h = match.groups()
        self.s, self.g, n = int(s), int(g), int(n)
        if not 1 <= self.s <= 2**53 or not 1 <= self.g <= 2**31 or n > PAYLOAD:
            raise ValueError("out of range")
        if payload and (len(payload) != n or H(b"pay1\0", payload).hex() != h):
            raise ValueError("another payload")
        self.parents = set(re.findall(HASH, parents))
        self.payload = payload
        self.hash = H(b"rev1\0", header).hex()

    @property
    def family(self):
        """The form's id; of any other kind all of it."""
        match = re.fullmatch(r"([^_@][^@]*)@(.*)#([0-9a-f]{16})", self.kind)
        return match[1] if match else self.kind

    @property
    def answers(self):
        """Without the salt, in a form that compares; None for a body that is missing or no object."""
        try:
            value = read_json(self.payload)
        except (ValueError, RecursionError):
            return None
        return {k: v for k, v in normal(value).items() if k != "salt"} if isinstance(value, dict) else None


def normal(value):
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", k): normal(v) for k, v in value.items()}
    if isinstance(value, list):
        return [normal(v) for v in value]
    if isinstance(value, Number) or not isinstance(value, str):
        return value if isinstance(value, Number) else (type(value).__name__, value)
    return unicodedata.normalize("NFC", value)


Place = collections.namedtuple("Place", "log card s hash")
Head = collections.namedtuple("Head", "rank edit g hash place revision")


def decided(kind, subject):
    """The record of a decision, as a UUID's text."""
    d = H(b"", kind.encode(), b"\0", subject.encode()).hex()
    return f"{d[:8]}-{d[8:12]}-{d[12:16]}-{d[16:20]}-{d[20:32]}"


# --- the reader --------------------------------------------------------------------------------------------------

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def listed(value):
    """The objects of an array; a receipt that breaks this is none."""
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        refuse(21)
    return value


class Reader:
    def __init__(self, secret, ward):
        self.secret = secret
        self.ward = ward
        self.cards = {}
        self.revisions = {}
        self.secrets = set()
        self.told = set()
        self.decided = {}
        self.wards = []

    def read(self, files):
        """Offers all files until nothing more is taken; then the answers, and what they amount to."""
        count = -1
        while count != len(self.cards) + len(self.revisions) + len(self.decided):
            count = len(self.cards) + len(self.revisions) + len(self.decided)
            answers = [f"{name} {answer}" for name, data in files for answer in self.answer(data)]
        return answers + self.merged()

    def answer(self, data):
        try:
            front, rest = Manifest.take(data)
            kind = front.text("k") if front else None
            if kind == "kit":
                return ["kit " + self.take_kit(front, rest)]
            if kind == "receipt":
                return self.take_receipts(data)
            if kind == "card":
                return ["card " + self.take_card(front, rest)]
            return self.take_batch(data)
        except Refused as refusal:
            return [f"refused {refusal}"]

    # §6
    def take_kit(self, m, rest):
        if m.least() is None:
            refuse(13)
        if m.least() > FORMAT:
            refuse(6)
        ward = m.bytes("ward")
        if not ward or not m.is_signed(ward, b"sotay-kit-1\0"):
            refuse(14)
        if ward != self.ward:
            refuse(16)
        shown = []
        for part in m.fields.get("parts", []):
            n = integer(part.get("n"))
            body, rest = rest[:n], rest[n:]
            if len(body) != n or H(b"", body).hex() != part.get("h"):
                refuse(15)
            kind = part.get("k")
            if kind in ("form", "plan", "catalogue", "card", "list"):
                shown.append(f" {kind}:{H(b'', body).hex()}")
            if kind == "card":
                card = Manifest.take(body)[0]
                card = card and read_card(card)
                if card and card.ward == self.ward and card.certified:
                    self.cards[card.id] = card
        if rest:
            refuse(15)
        self.secrets.add(m.bytes("secret"))
        return f"{m.number('no')} {m.text('id')}" + "".join(shown)

    def take_receipts(self, data):
        receipts = []
        while data:
            m, data = Manifest.take(data)
            if not m or m.text("k") != "receipt" or m.least() is None:
                refuse(21)
            if m.least() > FORMAT:
                refuse(6)
            front, data = Manifest.take(data)
            card = front and read_card(front)
            if (not card or m.bytes("card") != card.id or m.bytes("ward") != card.ward
                    or not m.is_signed(card.sign, b"sotay-receipt-1\0")):
                refuse(22)
            receipts.append((card, self.held(m), self.after(m), self.named(m), self.lines(m)))
        for card, *_ in receipts:
            if card.ward != self.ward:
                refuse(4)
            if not card.certified and not (card.role == "lead" and card.is_enrolled(self.secrets)):
                refuse(23)
        for card, held, after, erased, lines in receipts:
            if card.certified:
                self.wards.append((card, held, after))
                self.told.update(erased)
                self.decided.update({Place(b"", card.id, 0, line.hash): line for line in lines if line.kind == "_revoke"})
        return [" ".join([f"{number} receipt {card.id.hex()}"] + [f"{log}:{s}:{chain}" for log, _, s, chain in held]
                         + [f"{log}.{author}>{s}" for log, author, s in after]
                         + [f"{r}!{q}" for r, q in erased] + [f"{line.kind}:{line.hash}" for line in lines])
                for number, (card, held, after, erased, lines) in enumerate(receipts, 1)]

    def confirmed(self):
        """What the ward's receipts confirm: those that name every log of the ward's own which any of them names."""
        def names(card, held, after):
            own = {(log, author) for log, author, _, _ in held
                   if author == card.id.hex() or (other := self.cards.get(bytes.fromhex(author))) and other.certified}
            return own | {(log, author) for log, author, _ in after}

        known = set().union(*(names(*receipt) for receipt in self.wards))
        return sorted({f"= confirmed {log} {author} {s} {chain}" for receipt in self.wards if names(*receipt) >= known
                       for log, author, s, chain in receipt[1] if (log, author) not in known})

    @staticmethod
    def after(m):
        """The ward's other logs with their places; entries that are none are passed over."""
        entries = m.fields.get("after")
        found = []
        for key, value in entries.items() if isinstance(entries, dict) else ():
            log, _, card = key.partition(".")
            if unhex(log, 16) and unhex(card, 32) and log_place(value):
                found.append((log, card, log_place(value)))
        return sorted(found)

    @staticmethod
    def lines(m):
        entries = m.fields.get("decided", [])
        if not isinstance(entries, list):
            refuse(21)
        lines = []
        for entry in entries:
            try:
                lines.append(Revision((text(entry) or "").encode()))
            except ValueError:
                refuse(21)
            if not lines[-1].payload:
                refuse(21)
        return lines

    @staticmethod
    def held(m):
        shown = []
        for entry in listed(m.fields.get("held")):
            log, card, seq = unhex(entry.get("log"), 16), unhex(entry.get("card"), 32), log_place(entry.get("seq"))
            chain = unhex(entry.get("chain"), 32)
            if not log or not card or not chain or seq is None:
                refuse(21)
            shown.append((log.hex(), card.hex(), seq, chain.hex()))
        if m.number("t") is None or abs(m.number("t")) >= 10**18:
            refuse(21)
        return shown

    @staticmethod
    def named(m):
        erased = []
        for entry in listed(m.fields.get("erased", [])):
            record, hashes = text(entry.get("r")), entry.get("q")
            if (not record or not re.fullmatch(UUID, record) or not isinstance(hashes, list)
                    or not isinstance(entry.get("person"), bool) or not all(unhex(h, 32) for h in hashes)):
                refuse(21)
            erased += [(record, str(h)) for h in hashes]
        return erased

    def take_card(self, m, rest):
        if m.least() and m.least() > FORMAT:
            refuse(6)
        card = read_card(m)
        if rest or not card:
            refuse(20)
        if card.ward != self.ward:
            refuse(4)
        self.cards[card.id] = card
        return f"{card.id.hex()} {card.role}"

    # §4
    def take_batch(self, data):
        if len(data) > FILE:
            refuse(12)
        plain = age_open(data, self.secret)
        m, rest = Manifest.take(plain)
        if not m or m.text("k") != "carrier" or m.least() is None:
            refuse(1)
        if m.least() > FORMAT:
            refuse(6)
        if not m.bytes("ward"):
            refuse(1)
        if m.bytes("ward") != self.ward:
            refuse(4)
        front, rest = Manifest.take(rest)
        if front and (front.least() or 0) > FORMAT:
            refuse(6)
        card = front and read_card(front)
        if (not card or card.ward != self.ward or m.bytes("card") != card.id
                or not m.is_signed(card.sign, b"sotay-carrier-1\0")):
            refuse(7)
        listed, time = m.fields.get("sections"), m.number("t")
        if not isinstance(listed, list) or len(listed) > SECTIONS or time is None or abs(time) >= 10**18:
            refuse(1)
        sections = []
        for entry in listed:
            n = integer(entry.get("n")) if isinstance(entry, dict) else None
            h = unhex(entry.get("h"), 32) if isinstance(entry, dict) else None
            if n is None or not 0 <= n <= len(rest) or not h:
                refuse(1)
            sections.append((rest[:n], H(b"", rest[:n]) == h))
            rest = rest[n:]
        if rest:
            refuse(1)
        self.cards[card.id] = card
        for body, whole in sections:
            front, after = Manifest.take(body)
            other = whole and front and not after and read_card(front)
            if other and other.ward == self.ward:
                self.cards[other.id] = other
        answers = [f"0 batch {card.id.hex()}"]
        for number, (body, whole) in enumerate(sections, 1):
            try:
                answers.append(f"{number} {self.take_section(body, whole)}")
            except Refused as refusal:
                answers.append(f"{number} refused {refusal}")
        return answers

    # §5
    def take_section(self, data, whole):
        m, body = Manifest.take(data)
        if not whole or not m or m.least() is None:
            refuse(3)
        if m.least() > FORMAT:
            refuse(6)
        kind = m.text("k")
        if kind == "card":
            card = read_card(m)
            if not card or body:
                refuse(3)
            if card.ward != self.ward:
                refuse(4)
            return f"card {card.id.hex()} {card.role}"
        if kind == "log":
            return self.take_log(m, body)
        if kind == "form":
            return self.take_form(m, body)
        refuse(6)

    def author(self, m):
        card = self.cards.get(m.bytes("card"))
        if not card:
            refuse(17)
        if m.bytes("ward") != self.ward or not m.is_signed(card.sign, b"sotay-section-1\0"):
            refuse(8)
        if card.id not in self.trust()[0]:
            refuse(9)
        return card

    def take_form(self, m, body):
        form = re.fullmatch(r"([^_@][^@]*)@(.*)#([0-9a-f]{16})", m.text("form") or "")
        digest = H(b"", body)
        if (not m.bytes("ward") or not m.bytes("card") or m.text("name") is None or m.bytes("h") != digest
                or not form or form[3] != digest.hex()[:16] or len(body) > PAYLOAD):
            refuse(3)
        self.author(m)
        return "form " + form[0]

    def take_log(self, m, body):
        log, first, last, c0, c1 = m.bytes("log", 16), m.number("from"), m.number("to"), m.bytes("c0"), m.bytes("c1")
        if (not m.bytes("ward") or not log or not m.bytes("card") or None in (first, last, c0, c1)
                or not 1 <= first <= last <= 2**53 or last - first >= LINES or m.number("count") != last - first + 1
                or not isinstance(m.fields.get("forms"), list) or not isinstance(m.fields.get("seen"), dict)):
            refuse(3)
        card = self.author(m)
        if first == 1 and c0 != H(b"log1\0", log, card.sign):
            refuse(10)
        chain, revisions = c0, []
        while body:
            line, end, body = body.partition(b"\n")
            try:
                revision = Revision(line)
            except ValueError:
                refuse(11)
            if not end:
                refuse(11)
            if revision.s != first + len(revisions) or revision.s > last:
                refuse(10)
            chain = H(b"", chain, bytes.fromhex(revision.hash))
            revisions.append(revision)
        if len(revisions) != last - first + 1 or chain != c1:
            refuse(10)
        for revision in revisions:
            place = Place(log, card.id, revision.s, revision.hash)
            if revision.payload or place not in self.revisions:
                self.revisions[place] = revision
        shown = [r.hash + ("" if r.payload else ":empty") for r in revisions]
        return f"log {log.hex()} {first}-{last} {' '.join(shown)}"

    # §3, §7: trust, heads, conflicts
    def verdict(self, authors, limit):
        """What the live decisions of some authors amount to: cards trusted, and places from which cards are revoked."""
        subjects = collections.defaultdict(dict)
        for place, revision in [*self.revisions.items(), *self.decided.items()]:
            if revision.kind not in ("_trust", "_revoke") or place.card not in authors or place.s >= limit(place):
                continue
            subject = unhex(text((revision.answers or {}).get("card")), 32)
            card, author = self.cards.get(subject), self.cards[place.card]
            if (not card or card.role == "ward" or revision.record != decided(revision.kind, subject.hex())
                    or author.role != "ward" and card.role != "volunteer"):
                continue
            subjects[revision.kind, subject][place] = revision
        trusted, revoked = set(), {}
        for (kind, subject), revisions in subjects.items():
            heads = self.heads(revisions)
            if not heads or not heads[0].edit:
                continue
            if kind == "_trust":
                trusted.add(subject)
            else:
                logs = heads[0].revision.answers.get("logs")
                logs = logs if isinstance(logs, dict) else {}
                revoked[subject] = {unhex(k, 16): log_place(v) for k, v in logs.items()
                                    if unhex(k, 16) and log_place(v) is not None}
        return trusted, revoked

    def trust(self):
        """The trusted cards, and the first place of a log that has no effect."""
        never = 2**63
        certified = {card.id for card in self.cards.values() if card.certified}
        trusted, first = self.verdict(certified, lambda place: never)
        leads = {card for card in trusted if self.cards[card].role == "lead"}

        def limit(place):
            revoked = first.get(place.card)
            return never if revoked is None or place.card in certified else revoked.get(place.log, 1)

        trusted, revoked = self.verdict(certified | leads, limit)
        trusted |= certified

        def effective(place):
            if place.card not in trusted:
                return 1
            return revoked[place.card].get(place.log, 1) if place.card in revoked else never

        return trusted, effective

    def may_write(self, place, revision):
        card = self.cards[place.card]
        if revision.kind == "_card":
            return revision.record == decided("_card", card.id.hex())
        if revision.kind in ("_trust", "_revoke", "_same", "_erase", "_member"):
            return card.role != "volunteer"
        return revision.kind not in ("_form", "_area", "_figure", "_issue") or card.role == "ward"

    def erased(self, effective):
        """Records and hashes whose bodies are to be nowhere."""
        named = set(self.told)
        for place, revision in self.revisions.items():
            if (revision.kind != "_erase" or revision.operation == "delete" or place.s >= effective(place)
                    or not self.may_write(place, revision)):
                continue
            answers = revision.answers or {}
            record, hashes = text(answers.get("record")), answers.get("hashes")
            if record and isinstance(hashes, list) and revision.record == decided("_erase", record):
                named |= {(record, text(h)) for h in hashes}
        return named

    RESERVED = ("_card", "_trust", "_revoke", "_form", "_area", "_member", "_figure", "_same", "_issue",
                "_erase")

    def heads(self, revisions):
        """The heads among revisions of one record and family, the winner first."""
        all_of_them = []
        for place, revision in revisions.items():
            if self.may_write(place, revision):
                rank = self.cards[place.card].rank if revision.kind in self.RESERVED else 0
                all_of_them.append(
                    Head(rank, revision.operation != "delete", revision.g, revision.hash, place, revision))
        hidden = {}
        for head in all_of_them:
            for parent in head.revision.parents:
                hidden[parent] = max(hidden.get(parent, 0), head.rank)
        live = {}
        for head in sorted(all_of_them, key=lambda head: (-head.rank, head.place.log, head.place.card)):
            if hidden.get(head.hash, -1) < head.rank:
                live.setdefault(head.hash, head)
        return sorted(live.values(), key=lambda head: head[:4], reverse=True)

    def merged(self):
        trusted, effective = self.trust()
        named = self.erased(effective)
        erased = {r.hash for r in self.revisions.values()
                  if (not r.kind.startswith("_") or r.kind == "_same") and (r.record, r.hash) in named}
        groups = collections.defaultdict(dict)
        places = collections.Counter()
        bodies = {}
        for place, revision in self.revisions.items():
            places[place.log.hex(), place.card.hex(), place.s] += 1
            if revision.payload and revision.hash not in erased:
                bodies[revision.hash] = revision.answers
            group = groups[revision.record, revision.family]
            if place.s < effective(place):
                group[place] = revision
        lines = sorted(f"= trusted {card.hex()}" for card in trusted)
        lines += self.confirmed()
        lines += sorted({f"= empty {r.hash}" for r in self.revisions.values() if not r.payload and r.hash not in erased})
        lines += sorted(f"= erased {h}" for h in erased)
        lines += sorted(f"= fork {log} {card} {s}" for (log, card, s), count in places.items() if count > 1)
        records = []
        for (record, family), group in groups.items():
            heads = self.heads(group)
            shown = [f"{h.hash}@{h.place.log.hex()}/{h.place.card.hex()[:16]}" for h in heads]
            answers = [(h.edit, bodies.get(h.hash) if h.edit else None) for h in heads]
            conflict = ["conflict"] if any(a != answers[0] for a in answers) else []
            records.append(" ".join(["= record", record, family] + shown[:1] + sorted(shown[1:]) + conflict))
        return lines + sorted(records)


def main():
    folder = pathlib.Path(__file__).resolve().parent / "vectors"
    key = (folder / "ward.testkey").read_text().split("\n")
    ward = bytes.fromhex(key[1].removeprefix("# ward: "))
    reader = Reader(bech32(key[2], "age-secret-key-"), ward)
    files = sorted(path for path in folder.iterdir() if path.suffix in (".age", ".sotay"))
    found = reader.read([(path.name, path.read_bytes()) for path in files])
    if "--print" in sys.argv[1:]:
        print("\n".join(found))
        return 0
    expected = (folder / "expected.txt").read_text().splitlines()
    differences = list(difflib.unified_diff(expected, found, "expected.txt", "verify.py", n=0, lineterm=""))
    print("\n".join(differences) if differences else f"{len(files)} files, {len(found)} lines: all as expected")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
