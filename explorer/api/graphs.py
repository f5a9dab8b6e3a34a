"""Networks as GraphML and GEXF, for Gephi, networkx and igraph."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from api.rendering.renderers import TextRenderer

# Characters that XML 1.0 does not allow, even escaped
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ATTRIBUTE_TYPES = {bool: "boolean", int: "long", str: "string"}
# Attributes of nodes and links, with the types of their values
NODE_ATTRIBUTES = {"name": str, "kind": str}
LINK_ATTRIBUTES = {"kind": str, "weight": int, "statuses": str, "rests_on": str}
# GEXF has an attribute of its own for the weight
GEXF_LINK_ATTRIBUTES = [name for name in LINK_ATTRIBUTES if name != "weight"]


class GraphMLRenderer(TextRenderer):
    """GraphML 1.0 (http://graphml.graphdrawing.org)."""

    media_type = "application/graphml+xml"
    format = "graphml"

    def to_text(self, data: Mapping[str, Any]) -> bytes:
        root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
        about = {name: value for name, value in data["graph"].items() if value is not None}
        types = {name: type(value) for name, value in about.items()}
        keys: dict[str, Mapping[str, type]] = {
            "graph": types,
            "node": NODE_ATTRIBUTES,
            "edge": LINK_ATTRIBUTES,
        }
        for target, attributes in keys.items():
            for name, kind in attributes.items():
                key = {"id": f"{target}_{name}", "for": target, "attr.name": name}
                SubElement(root, "key", {**key, "attr.type": ATTRIBUTE_TYPES[kind]})
        graph = SubElement(root, "graph", edgedefault=_direction(data))
        _add_data(graph, about, about)
        for node in data["nodes"]:
            _add_data(SubElement(graph, "node", id=node["id"]), node, NODE_ATTRIBUTES)
        for link in data["links"]:
            edge = SubElement(graph, "edge", source=link["source"], target=link["target"])
            _add_data(edge, link, LINK_ATTRIBUTES)
        return _to_xml(root)


class GEXFRenderer(TextRenderer):
    """GEXF 1.2draft (https://gexf.net)."""

    media_type = "application/gexf+xml"
    format = "gexf"

    def to_text(self, data: Mapping[str, Any]) -> bytes:
        root = Element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2")
        meta = SubElement(root, "meta")
        SubElement(meta, "creator").text = "BalkanWatch"
        about = "; ".join(f"{name}: {_text(value)}" for name, value in data["graph"].items())
        SubElement(meta, "description").text = _text(about)
        graph = SubElement(root, "graph", defaultedgetype=_direction(data))
        for target, names in (("node", NODE_ATTRIBUTES), ("edge", GEXF_LINK_ATTRIBUTES)):
            columns = SubElement(graph, "attributes", {"class": target, "mode": "static"})
            for name in names:
                SubElement(columns, "attribute", id=f"{target}_{name}", title=name, type="string")
        nodes = SubElement(graph, "nodes")
        for node in data["nodes"]:
            element = SubElement(nodes, "node", id=node["id"], label=_text(node["name"]))
            _add_values(element, node, NODE_ATTRIBUTES)
        edges = SubElement(graph, "edges")
        for number, link in enumerate(data["links"]):
            ends = {"source": link["source"], "target": link["target"]}
            edge = SubElement(edges, "edge", id=str(number), **ends, weight=str(link["weight"]))
            _add_values(edge, link, GEXF_LINK_ATTRIBUTES)
        return _to_xml(root)


def _direction(data: Mapping[str, Any]) -> str:
    return "directed" if data["directed"] else "undirected"


def _add_data(parent: Element, row: Mapping[str, object], names: Iterable[str]) -> None:
    """Adds the GraphML data of a graph, node or edge."""
    for name in names:
        SubElement(parent, "data", key=f"{parent.tag}_{name}").text = _text(row[name])


def _add_values(parent: Element, row: Mapping[str, object], names: Iterable[str]) -> None:
    """Adds the GEXF attribute values of a node or edge."""
    values = SubElement(parent, "attvalues")
    for name in names:
        shown = {"for": f"{parent.tag}_{name}", "value": _text(row[name])}
        SubElement(values, "attvalue", shown)


def _text(value: object) -> str:
    """The value as text; items of lists are separated by spaces."""
    if isinstance(value, bool):
        return str(value).lower()
    return FORBIDDEN.sub("", " ".join(value) if isinstance(value, list) else str(value))


def _to_xml(root: Element) -> bytes:
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
