"""Networks as GraphML and GEXF, for Gephi, networkx and igraph."""

import re
from typing import Any
from xml.etree import ElementTree

from api.rendering.renderers import TextRenderer

# What XML 1.0 cannot hold, even escaped
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ATTRIBUTE_TYPES = {bool: "boolean", int: "long", str: "string"}
# Fields of nodes and links, each with the type of its values
OF_NODES = {"name": str, "kind": str}
OF_LINKS = {"kind": str, "weight": int, "statuses": str, "rests_on": str}


class GraphMLRenderer(TextRenderer):
    """GraphML 1.0 (http://graphml.graphdrawing.org)."""

    media_type = "application/graphml+xml"
    format = "graphml"

    def to_text(self, data: Any) -> bytes:
        root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
        about = {name: value for name, value in data["graph"].items() if value is not None}
        of_graph = {name: type(value) for name, value in about.items()}
        keys: dict[str, dict[str, Any]] = {"graph": of_graph, "node": OF_NODES, "edge": OF_LINKS}
        for target, fields in keys.items():
            for name, kind in fields.items():
                key = {"id": f"{target}_{name}", "for": target, "attr.name": name}
                ElementTree.SubElement(root, "key", {**key, "attr.type": ATTRIBUTE_TYPES[kind]})
        direction = "directed" if data["directed"] else "undirected"
        graph = ElementTree.SubElement(root, "graph", edgedefault=direction)
        _data(graph, "graph", about)
        for node in data["nodes"]:
            _data(
                ElementTree.SubElement(graph, "node", id=node["id"]), "node", _only(node, OF_NODES)
            )
        for link in data["links"]:
            ends = {"source": link["source"], "target": link["target"]}
            _data(ElementTree.SubElement(graph, "edge", ends), "edge", _only(link, OF_LINKS))
        return _written(root)


class GEXFRenderer(TextRenderer):
    """GEXF 1.2draft (https://gexf.net)."""

    media_type = "application/gexf+xml"
    format = "gexf"

    def to_text(self, data: Any) -> bytes:
        version = {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"}
        root = ElementTree.Element("gexf", version)
        meta = ElementTree.SubElement(root, "meta")
        ElementTree.SubElement(meta, "creator").text = "BalkanWatch"
        about = "; ".join(f"{name}: {_text(value)}" for name, value in data["graph"].items())
        ElementTree.SubElement(meta, "description").text = _text(about)
        direction = "directed" if data["directed"] else "undirected"
        graph = ElementTree.SubElement(root, "graph", defaultedgetype=direction)
        of_links = {name: kind for name, kind in OF_LINKS.items() if name != "weight"}
        _declared(graph, "node", OF_NODES)
        _declared(graph, "edge", of_links)
        nodes = ElementTree.SubElement(graph, "nodes")
        for node in data["nodes"]:
            shown = {"id": node["id"], "label": _text(node["name"])}
            _values(ElementTree.SubElement(nodes, "node", shown), _only(node, OF_NODES))
        edges = ElementTree.SubElement(graph, "edges")
        for number, link in enumerate(data["links"]):
            ends = {"source": link["source"], "target": link["target"]}
            shown = {"id": str(number), **ends, "weight": str(link["weight"])}
            _values(ElementTree.SubElement(edges, "edge", shown), _only(link, of_links))
        return _written(root)


def _only(row: Any, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in fields}


def _data(parent: Any, target: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        ElementTree.SubElement(parent, "data", key=f"{target}_{name}").text = _text(value)


def _declared(graph: Any, target: str, fields: dict[str, Any]) -> None:
    attributes = ElementTree.SubElement(graph, "attributes", {"class": target, "mode": "static"})
    for name in fields:
        column = {"id": f"{target}_{name}", "title": name, "type": "string"}
        ElementTree.SubElement(attributes, "attribute", column)


def _values(parent: Any, values: dict[str, Any]) -> None:
    column = ElementTree.SubElement(parent, "attvalues")
    for name, value in values.items():
        shown = {"for": f"{parent.tag}_{name}", "value": _text(value)}
        ElementTree.SubElement(column, "attvalue", shown)


def _text(value: Any) -> str:
    """The value as text; lists with a space between their words."""
    if isinstance(value, bool):
        return str(value).lower()
    words = " ".join(value) if isinstance(value, list) else str(value)
    return FORBIDDEN.sub("", words)


def _written(root: Any) -> bytes:
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
