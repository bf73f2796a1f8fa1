"""A part of a workbook as a tree that goes back to text as it came.

Prefixes and declarations of namespaces stay where they stood: a part names some of them in an
attribute (``mc:Ignorable``), and a file in which such a name leads nowhere is called damaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final
from xml.dom import minidom
from xml.parsers.expat import ExpatError

Element = minidom.Element
Node = minidom.Node
#: Text in the place of an element, made while the tree is written.
Instead = Callable[[Element], Iterator[str] | None]

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE: Final = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


class BrokenPartError(ValueError):
    """A part is no XML, or declares entities of its own."""


def parse(content: bytes) -> minidom.Document:
    """Return the tree of a part.

    Raises:
        BrokenPartError: it cannot be read, or has a document type (no workbook has one; it is
            how a small file unfolds into a large one).
    """
    head = content[:4096]
    if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in head:
        raise BrokenPartError("document type")
    try:
        return minidom.parseString(content)
    except (ExpatError, ValueError, LookupError) as fault:
        raise BrokenPartError(str(fault)) from fault


def root_of(document: minidom.Document) -> Element:
    """Return the outermost element."""
    root = document.documentElement
    if root is None:
        raise BrokenPartError("no element")
    return root


def children(node: Node, name: str = "") -> Iterator[Element]:
    """Give the child elements, those of a local name only where one is given."""
    for child in node.childNodes:
        if isinstance(child, Element) and (not name or child.localName == name):
            yield child


def child(node: Node, name: str) -> Element | None:
    """Return the first child element of a local name."""
    return next(children(node, name), None)


def descendants(node: Node, name: str) -> Iterator[Element]:
    """Give every element below of a local name, whatever its prefix."""
    for each in node.childNodes:
        if isinstance(each, Element):
            if each.localName == name:
                yield each
            yield from descendants(each, name)


def text_of(node: Node) -> str:
    """Return the text directly in an element."""
    kinds = (Node.TEXT_NODE, Node.CDATA_SECTION_NODE)
    return "".join(str(each.nodeValue) for each in node.childNodes if each.nodeType in kinds)


def set_text(element: Element, text: str) -> None:
    """Put a text in the place of all that an element holds."""
    while element.firstChild is not None:
        element.removeChild(element.firstChild)
    document = element.ownerDocument
    if document is not None:
        element.appendChild(document.createTextNode(text))


def sibling(element: Element, name: str) -> Element:
    """Return a new element of the same namespace and prefix."""
    document = element.ownerDocument
    if document is None:
        raise BrokenPartError("element without document")
    prefix = f"{element.prefix}:" if element.prefix else ""
    return document.createElementNS(element.namespaceURI, prefix + name)


def written(document: minidom.Document, instead: Instead | None = None) -> Iterator[str]:
    """Give the text of a part, piece by piece.

    Args:
        document: The tree.
        instead: Asked for every element; what it gives is written in the element's place.
    """
    yield _DECLARATION
    for node in document.childNodes:
        yield from _node(node, instead)


def whole(document: minidom.Document) -> bytes:
    """Return the bytes of a part."""
    return "".join(written(document)).encode()


def element_text(element: Element) -> str:
    """Return one element as text."""
    return "".join(_node(element, None))


def in_text(text: str) -> str:
    """Return a text as it stands between tags."""
    return text.translate(_TEXT)


def in_attribute(text: str) -> str:
    """Return a text as it stands in an attribute."""
    return text.translate(_ATTRIBUTE)


def opening(element: Element) -> str:
    """Return the opening tag of an element, without its closing sign."""
    pieces = [f"<{element.tagName}"]
    for name, value in element.attributes.items():
        pieces.append(f' {name}="{in_attribute(value)}"')
    return "".join(pieces)


def _node(node: Node, instead: Instead | None) -> Iterator[str]:
    if isinstance(node, Element):
        yield from _element(node, instead)
    elif node.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
        yield in_text(str(node.nodeValue))
    elif node.nodeType == Node.PROCESSING_INSTRUCTION_NODE:
        yield f"<?{node.nodeName} {node.nodeValue}?>"


def _element(element: Element, instead: Instead | None) -> Iterator[str]:
    other = instead(element) if instead is not None else None
    if other is not None:
        yield from other
        return
    yield opening(element)
    if not element.hasChildNodes():
        yield "/>"
        return
    yield ">"
    for each in element.childNodes:
        yield from _node(each, instead)
    yield f"</{element.tagName}>"
