"""Texts: regular expressions, JSON, templates, full width digits, encodings."""

import base64
import codecs
import csv
import difflib
import hashlib
import html
import io
import json
import locale
import pprint
import re
import string
import struct
import textwrap
import unicodedata
import uuid
import zlib

assert re.fullmatch(r"σ\((\d+)\)", "σ(12)")[1] == "12"
assert json.loads(json.dumps({"勾配": [1.5, None]}, ensure_ascii=False)) == {"勾配": [1.5, None]}
assert unicodedata.normalize("NFKC", "１２") == "12" and unicodedata.name("σ")
assert "勾配".encode("cp932").decode("cp932") == "勾配" == "勾配".encode("euc_jp").decode("euc_jp")
assert "勾配".encode("shift_jis") and "σ".encode("utf-16") and "a".encode("idna")
assert list(csv.reader(io.StringIO("1,2"))) == [["1", "2"]]
assert textwrap.dedent("  a") == "a" and string.Template("$x").substitute(x=1) == "1"
assert html.escape("<") == "&lt;" and base64.b64encode(b"a") == b"YQ=="
assert hashlib.sha256(b"").hexdigest().startswith("e3b0") and zlib.crc32(b"a")
assert struct.unpack("<I", b"\1\0\0\0") == (1,) and codecs.lookup("utf-8")
assert pprint.pformat({}) == "{}" and difflib.get_close_matches("sigmod", ["sigmoid"])
assert uuid.UUID(int=1) and locale.localeconv()
print(f"{'シグモイド':>10}|{3.14159:.2f}|{1e-9!r:^12}|{10**20:,}")


import numpy as np


def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_derivative(x):
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


def chain(outer_derivative, inner, inner_derivative, x):
    return outer_derivative(inner(x)) * inner_derivative(x)


def along_path(local_derivatives):
    return np.prod(local_derivatives)


def over_paths(paths):
    total = 0.0
    for path in paths:
        total += np.prod(path)
    return total


def neuron_gradient(w, b, x, target):
    z = w @ x + b
    small = np.exp(-abs(z))
    s = 1 / (1 + small) if z >= 0 else small / (1 + small)
    note = 2 * (s - target) * small / (1 + small) ** 2
    return note * x, note
