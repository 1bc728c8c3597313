"""The labelling configuration of Label Studio: what a scheme's labels, attributes and relations are called there.

``from_name`` and ``to_name`` of results are names of the configuration. Attributes are choices or texts of a
region, the doubt is a choice, labels of the whole text are choices without a region.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from annotator.formats.xml_text import xml_text
from annotator.model.labels import Attribute, AttributeKind, LabelScheme, Level

FROM, TO, DOCUMENT, DOUBT = _OWN = "label", "text", "document", "doubtful"
"""Names of the controls that every configuration has."""


def label_studio_config(scheme: LabelScheme) -> str:
    """Return the labelling configuration for a scheme: names, colours and keys, attributes, relations."""
    spans = [label for label in scheme.labels if label.level is Level.SPAN]
    whole = [label for label in scheme.labels if label.level is Level.DOCUMENT]
    lines = ["<View>", f'  <Labels name="{FROM}" toName="{TO}">']
    keys: set[str] = set()
    for label in spans:
        # A hot key of Label Studio is one key, and one label's; the others are left to its own numbering.
        own = len(label.key) == 1 and label.key.lower() not in keys
        keys.add(label.key.lower())
        key = f' hotkey="{_attribute(label.key)}"' if own else ""
        lines.append(
            f'    <Label value="{_attribute(label.id)}" background="{_attribute(label.color)}"{key}'
            f' hint="{_attribute(label.name)}"/>'
        )
    lines.append("  </Labels>")
    if scheme.relations:
        named = "".join(f'<Relation value="{_attribute(each.id)}"/>' for each in scheme.relations)
        lines.append(f"  <Relations>{named}</Relations>")
    lines.append(f'  <Text name="{TO}" value="$text" granularity="symbol"/>')
    for each in _attributes(scheme):
        lines += _control(control_name(each.id), each.kind, each.choices)
    lines += _control(DOUBT, AttributeKind.YES_NO, ())
    if whole:
        lines.append(f'  <Choices name="{DOCUMENT}" toName="{TO}" choice="multiple">')
        lines += [
            f'    <Choice value="{_attribute(label.id)}" hint="{_attribute(label.name)}"/>' for label in whole
        ]
        lines.append("  </Choices>")
    return "\n".join([*lines, "</View>", ""])


def free_attributes(scheme: LabelScheme) -> frozenset[str]:
    """Return the ids of the attributes that the configuration for a scheme has a field for any text for."""
    return frozenset(each.id for each in _attributes(scheme) if each.kind is AttributeKind.TEXT)


def _attributes(scheme: LabelScheme) -> list[Attribute]:
    """Return the attributes of spans; those of the same id are one control, which takes all their values."""
    found: dict[str, Attribute] = {}
    for label in scheme.labels:
        for each in label.attributes if label.level is Level.SPAN else ():
            known = found.setdefault(each.id, each)
            if known.kind is not each.kind:
                found[each.id] = replace(known, kind=AttributeKind.TEXT)
            else:
                found[each.id] = replace(known, choices=tuple(dict.fromkeys((*known.choices, *each.choices))))
    return list(found.values())


def control_name(attribute: str) -> str:
    """Return the name of an attribute's control, which is none of those that the configuration has anyway."""
    return f"{attribute}_" if attribute.rstrip("_") in _OWN else attribute


def attribute_of(control: str) -> str:
    """Return the attribute that a control is of, see ``control_name``."""
    return control.removesuffix("_") if control.rstrip("_") in _OWN else control


def _control(name: str, kind: AttributeKind, choices: Iterable[str]) -> list[str]:
    """Return the control of an attribute of a region."""
    where = f'name="{_attribute(name)}" toName="{TO}" perRegion="true"'
    if kind is AttributeKind.TEXT:
        return [f"  <TextArea {where}/>"]
    values = tuple(choices) or ("yes",)
    named = "".join(f'<Choice value="{_attribute(value)}"/>' for value in values)
    return [f"  <Choices {where}>{named}</Choices>"]


def _attribute(text: str) -> str:
    return escape(xml_text(text), quote=True)
