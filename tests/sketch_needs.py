"""What a sketch asks of the Arduino API, read out of its text: headers, and by class or object the
functions that it calls. For docs/sketches.md; a reader of shapes, not of the language."""
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parent / "sketches"
BUNDLED = FOLDER.parent.parent / "sketches"

# Objects that the core defines, and classes whose variables a sketch defines itself.
OBJECTS = ("Serial", "WiFi", "ESP", "EEPROM", "MDNS", "LittleFS", "ArduinoOTA")
CLASSES = ("WiFiClient", "WiFiServer", "WiFiUDP", "ESP8266WiFiMulti", "ESP8266WebServer", "Ticker",
           "IPAddress", "String", "StreamString", "WiFiEventHandler", "DNSServer", "HTTPClient",
           "BearSSL::WiFiClientSecure")
FUNCTIONS = ("analogRead", "analogWrite", "constrain", "delay", "delayMicroseconds", "digitalRead",
             "digitalWrite", "F", "map", "micros", "millis", "pinMode", "PSTR", "random", "word",
             "yield", "attachInterrupt", "tone", "pulseIn")
COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*")', re.DOTALL)


def text_of(folder):
    """All files of a sketch, without comments and with empty strings."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".ino", ".h", ".cpp"))
    whole = "\n".join(path.read_text() for path in files)
    return COMMENT.sub(lambda match: '""' if match[1] else " ", whole)


def pattern_of(folder):
    """The first sentence of its first comment: what the sketch is."""
    lines = []
    for line in (folder / f"{folder.name}.ino").read_text().splitlines():
        if not line.startswith("//"):
            break
        lines.append(line[2:].strip())
    return re.split(r"(?<=\.)\s", " ".join(lines))[0].rstrip(".")


def calls_of(text, name):
    return set(re.findall(rf"\b{name}(?:\s*\[[^]]*\])?\s*\.\s*(\w+)\s*\(", text))


def needs_of(folder):
    """"WiFi: begin, localIP", ... by object and class, in this order and sorted within."""
    text = text_of(folder)
    found = []
    for name in OBJECTS:
        calls = calls_of(text, name)
        if calls:
            found.append((name, calls))
    for name in CLASSES:
        declared = re.findall(rf"\b{name}\s*[&*]?\s+[&*]?(\w+(?:\s*,\s*\w+)*)\s*[;=(\[,)]", text)
        variables = {one.strip() for group in declared for one in group.split(",")}
        calls = set().union(*(calls_of(text, variable) for variable in variables)) \
            if variables else set()
        if variables:
            found.append((name.rpartition(":")[2], calls))
    free = {name for name in FUNCTIONS if re.search(rf"(?<![\w.])(?<!String ){name}\s*\(", text)}
    if "PROGMEM" in text:
        free.add("PROGMEM")
    parts = [f"{name}: {', '.join(sorted(calls))}" if calls else name for name, calls in found]
    return "; ".join(parts + ([", ".join(sorted(free, key=str.lower))] if free else []))


def headers_of(folder):
    whole = "\n".join(path.read_text() for path in sorted(folder.glob("*.ino")))
    return sorted(set(re.findall(r"^#include <([\w.]+)>", whole, re.MULTILINE)), key=str.lower)


def folders():
    """The stand-ins, then the sketches that come with Parley."""
    return sorted(path for path in FOLDER.iterdir() if path.is_dir()) + \
        sorted(path for path in BUNDLED.iterdir() if path.is_dir())
