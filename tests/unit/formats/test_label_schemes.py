"""Label schemes are read from the three kinds of files, and ours come back as they were."""

import json

import pytest

from annotator.formats.label_schemes import NoSchemeError, read_scheme, scheme_json
from annotator.model.labels import Attribute, AttributeKind, Label, LabelScheme, Level, RelationType
from annotator.model.schemes import problems_of

PER = Label(
    "PER",
    "人物",
    "#d55e00",
    "p",
    "姓名",
    ("张明", "𠮷田"),
    (Attribute("role", "身份"),),
    overlaps_itself=False,
)
NEWS = Label("NEWS", "消息", "#0072b2", "ne", level=Level.DOCUMENT)
SCHEME = LabelScheme(
    "own", "自定", (PER, NEWS), (RelationType("same", "同指", "#009e73", "s", directed=False),)
)


def read(text):
    made = read_scheme(text, "来自文件", lambda used: f"#0000{len(used):02x}")
    assert problems_of(made) == ()
    return made


def test_our_own_file_comes_back_as_it_was():
    assert read(scheme_json(SCHEME)) == SCHEME
    assert read("\ufeff" + scheme_json(SCHEME)) == SCHEME


@pytest.mark.parametrize(
    "keys", [("suffixKey", "prefixKey", "backgroundColor"), ("suffix_key", "prefix_key", "background_color")]
)
def test_the_labels_of_doccano_are_read(keys):
    suffix, prefix, color = keys
    entries = [
        {"id": 1, "text": "PER", suffix: "p", prefix: None, color: "#D55E00", "textColor": "#ffffff"},
        {"id": 2, "text": "地 点", suffix: "l", prefix: "ctrl", color: "#123"},
        {"id": 3, "text": "ORG", suffix: "P", prefix: None, color: "none"},
        {"id": 4, "text": "PER", suffix: None},
    ]
    assert read(json.dumps(entries)) == LabelScheme(
        "来自文件",
        "来自文件",
        (
            Label("PER", "PER", "#d55e00", "p"),
            Label("地 点", "地 点", "#112233"),
            Label("ORG", "ORG", "#000002"),
        ),
    )


STUDIO = """<View>
  <Relations><Relation value="任职" background="orange"/><Relation value="同指"/></Relations>
  <Labels name="label" toName="text">
    <Label value="PER" background="#d55e00" hotkey="p" hint="人物"/>
    <Label value="Organization" alias="ORG" background="teal2" hint="机关、企业、学校等各种组织的名称"/>
  </Labels>
  <RectangleLabels name="box" toName="image"><Label value="Car"/></RectangleLabels>
  <Labels name="sound" toName="audio"><Label value="Noise"/></Labels>
  <Text name="text" value="$text"/>
  <Audio name="audio" value="$audio"/>
  <Choices name="genre" toName="text"><Choice value="消息"/><Choice value="通讯"/></Choices>
  <Choices name="role" toName="text" perRegion="true" whenTagName="label" whenLabelValue="PER">
    <Choice value="记者"/><Choice value="编辑"/>
  </Choices>
  <Choices name="sure" toName="text" perRegion="true"><Choice value="Yes"/><Choice value="No"/></Choices>
  <TextArea name="note" toName="text" perRegion="true" whenLabelValue="ORG"/>
</View>"""


def test_a_labelling_configuration_of_label_studio_is_read():
    role = Attribute("role", "role", AttributeKind.CHOICE, ("记者", "编辑"))
    sure = Attribute("sure", "sure", AttributeKind.YES_NO)
    note = Attribute("note", "note")
    scheme = read(STUDIO)
    assert scheme.labels == (
        Label("PER", "人物", "#d55e00", "p", attributes=(role, sure)),
        Label(
            "ORG", "Organization", "#000001", "", "机关、企业、学校等各种组织的名称", attributes=(sure, note)
        ),
        Label("消息", "消息", "#000002", level=Level.DOCUMENT),
        Label("通讯", "通讯", "#000003", level=Level.DOCUMENT),
    )
    assert scheme.relations == (
        RelationType("任职", "任职", "#ffa500"),
        RelationType("同指", "同指", "#000001"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "[1]",
        '[{"text": " "}]',
        "<View>",
        "<View/>",
        '{"labels": [{"id": 1}]}',
        "没有",
        '{"labels": []}',
    ],
)
def test_what_holds_no_labels_is_refused(text):
    with pytest.raises(NoSchemeError):
        read(text)


def test_entities_of_a_configuration_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    entity = f'<!DOCTYPE v [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = f'{entity}<View><Labels><Label value="A" hint="&x;"/></Labels></View>'
    try:
        scheme = read(text)
    except NoSchemeError:
        return
    assert "geheim" not in scheme_json(scheme)
