# ruff: noqa: E501
"""Files of OCR engines, written by hand: one small page in each format, and pages made of any words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="zh">
<head><title>page</title><meta name="ocr-system" content="test 1"/><meta name="ocr-capabilities" content="ocr_page"/></head>
<body>
<div class="ocr_page" id="page_1" title='image "A01.png"; bbox 0 0 800 600; ppageno 0; x_unknown 7'>
<div class="ocr_carea" id="block_1" title="bbox 10 10 400 50"><p class="ocr_par" id="par_1">
<span class="ocr_line" id="line_1" title="bbox 10 10 400 50; baseline 0 -5"><span class="ocrx_word" id="w1" title="bbox 10 10 100 50; x_wconf 96">青河日报</span></span>
</p></div>
<div class="ocr_carea" id="block_2" title="bbox 10 60 400 200"><p class="ocr_par" id="par_2">
<span class="ocr_line" id="line_2" title="bbox 10 60 400 100">
<span class="ocrx_word" id="w2" title="bbox 10 60 90 100; x_wconf 91">网络</span>
<span class="ocrx_word" id="w3" title="bbox 90 60 170 100; x_wconf 43"><strong>袋盖</strong></span>
<span class="ocrx_word" id="w4" title="bbox 170 60 250 100; x_wconf 88">5G</span>
<span class="ocrx_word" id="w5" title="bbox 250 60 330 100; x_wconf 88">Wi-Fi</span>
</span>
<span class="ocr_line" id="line_3" title="bbox 10 110 400 150"><span class="ocrx_word" id="w6" title="bbox 10 110 90 150; x_wconf 93">全市。</span></span>
</p></div>
</div>
</body>
</html>
"""

ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
  <Description><MeasurementUnit>pixel</MeasurementUnit><sourceImageInformation><fileName>A01.tif</fileName></sourceImageInformation></Description>
  <Layout>
    <Page ID="P1" PHYSICAL_IMG_NR="1" PRINTED_IMG_NR="3" WIDTH="800" HEIGHT="600">
      <PrintSpace HPOS="0" VPOS="0" WIDTH="800" HEIGHT="600">
        <TextBlock ID="B1" HPOS="10" VPOS="10" WIDTH="390" HEIGHT="140">
          <TextLine ID="L1" HPOS="10" VPOS="10" WIDTH="390" HEIGHT="40">
            <String ID="S1" CONTENT="网络" HPOS="10" VPOS="10" WIDTH="80" HEIGHT="40" WC="0.91"/>
            <String ID="S2" CONTENT="袋盖" HPOS="90" VPOS="10" WIDTH="80" HEIGHT="40" WC="0.43">
              <Glyph ID="G1" CONTENT="袋" HPOS="90" VPOS="10" WIDTH="40" HEIGHT="40" GC="0.4"><Variant CONTENT="覆" VC="0.35"/></Glyph>
              <Glyph ID="G2" CONTENT="盖" HPOS="130" VPOS="10" WIDTH="40" HEIGHT="40" GC="0.97"/>
            </String>
            <SP WIDTH="5"/>
            <String ID="S3" CONTENT="全市" HPOS="175" VPOS="10" WIDTH="80" HEIGHT="40" WC="0.9"><ALTERNATIVE>全布</ALTERNATIVE></String>
          </TextLine>
          <TextLine ID="L2" HPOS="10" VPOS="60" WIDTH="390" HEIGHT="40">
            <String ID="S4" CONTENT="inter" HPOS="10" VPOS="60" WIDTH="80" HEIGHT="40"/><HYP CONTENT="-"/>
          </TextLine>
          <TextLine ID="L3"><String ID="S5" CONTENT="net"/><SP/><String ID="S6" CONTENT="age"/></TextLine>
        </TextBlock>
      </PrintSpace>
    </Page>
  </Layout>
</alto>
"""

PAGE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
  <Metadata><Creator>test</Creator><Created>2023-11-28T00:00:00</Created><LastChange>2023-11-28T00:00:00</LastChange></Metadata>
  <Page imageFilename="A01.png" imageWidth="800" imageHeight="600">
    <ReadingOrder><OrderedGroup id="g0"><RegionRefIndexed index="1" regionRef="r1"/><RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup></ReadingOrder>
    <TextRegion id="r1"><Coords points="10,60 400,60 400,150 10,150"/>
      <TextLine id="l1"><Coords points="10,60 400,60 400,100 10,100"/>
        <Word id="w1"><Coords points="10,60 90,60 90,100 10,100"/><TextEquiv conf="0.9"><Unicode>网络</Unicode></TextEquiv></Word>
        <Word id="w2"><Coords points="90,60 170,60 170,100 90,100"/><TextEquiv index="1" conf="0.3"><Unicode>覆盖</Unicode></TextEquiv><TextEquiv index="0" conf="0.5"><Unicode>袋盖</Unicode></TextEquiv></Word>
        <TextEquiv conf="0.8"><Unicode>网络袋盖</Unicode></TextEquiv>
      </TextLine>
      <TextLine id="l2"><Coords points="10,110 400,110 400,150 10,150"/><TextEquiv><Unicode>全市。</Unicode></TextEquiv></TextLine>
      <TextEquiv><Unicode>网络袋盖
全市。</Unicode></TextEquiv>
    </TextRegion>
    <TextRegion id="r2"><Coords points="10,10 100,10 100,50 10,50"/><TextEquiv><Unicode>青河日报</Unicode></TextEquiv></TextRegion>
  </Page>
</PcGts>
"""

SAMPLES = {"hocr": HOCR, "alto": ALTO, "page": PAGE}

Blocks = Sequence[Sequence[Sequence[str]]]
"""Words by line by block."""


def made(form: str, blocks: Blocks) -> bytes:
    """Return a file that holds these words."""
    return {"hocr": _made_hocr, "alto": _made_alto, "page": _made_page}[form](blocks).encode("utf-8")


def _made_hocr(blocks: Blocks) -> str:
    body = "".join(
        '<div class="ocr_carea">'
        + "".join(
            '<span class="ocr_line" title="bbox 0 0 9 9">'
            + "".join(
                f'<span class="ocrx_word" title="bbox 1 2 3 4; x_wconf 50">{escape(word)}</span>'
                for word in line
            )
            + "</span>"
            for line in block
        )
        + "</div>"
        for block in blocks
    )
    return f'<html><body><div class="ocr_page" title="bbox 0 0 9 9">{body}</div></body></html>'


def _made_alto(blocks: Blocks) -> str:
    body = "".join(
        "<TextBlock>"
        + "".join(
            "<TextLine>"
            + "".join(f'<String CONTENT="{escape(word)}" WC="0.5"/>' for word in line)
            + "</TextLine>"
            for line in block
        )
        + "</TextBlock>"
        for block in blocks
    )
    return f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page><PrintSpace>{body}</PrintSpace></Page></Layout></alto>'


def _made_page(blocks: Blocks) -> str:
    def text(value: str) -> str:
        return f"<TextEquiv><Unicode>{escape(value)}</Unicode></TextEquiv>"

    body = "".join(
        "<TextRegion>"
        + "".join(
            "<TextLine>"
            + "".join(f"<Word>{text(word)}</Word>" for word in line)
            + text("".join(line))
            + "</TextLine>"
            for line in block
        )
        + "</TextRegion>"
        for block in blocks
    )
    name = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"
    return f'<PcGts xmlns="{name}"><Page imageFilename="a.png" imageWidth="9" imageHeight="9">{body}</Page></PcGts>'
