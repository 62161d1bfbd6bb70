"""Put QTI items into an IMS content package: items, pictures, a test, a manifest."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

from grader.quiz.interchange import qti
from grader.quiz.interchange.markup import writable
from grader.quiz.interchange.neutral import Asked, Notes

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_CP_SCHEMA = f"{_CP} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"  # fmt: skip
_QTI_SCHEMA = f"{qti.NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"  # fmt: skip
# Before this no zip file can be from; the same bytes come out on every day.
_WHEN = (1980, 1, 1, 0, 0, 0)


def write(id: str, title: str, questions: list[Asked], notes: Notes) -> bytes:
    """Write a package of a whole quiz.

    Questions of one pool become a section of which one is drawn.
    """
    files = {f"items/{q.id}.xml": qti.write(q, notes) for q in questions}
    for question in questions:
        if question.figure is not None:
            from grader.quiz.figure import png

            files[qti.picture(question)] = png(question.figure)
    files = {
        "imsmanifest.xml": _manifest(id, questions),
        "assessment.xml": _test(id, title, questions),
        **files,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is written
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _test(id: str, title: str, questions: list[Asked]) -> bytes:
    root = ET.Element(
        "assessmentTest",
        {"xmlns": qti.NAMESPACE, "identifier": f"test-{id}", "title": writable(title)},
    )
    root.append(qti.outcome("SCORE", "single", "float"))
    part = ET.SubElement(
        root,
        "testPart",
        identifier="part",
        navigationMode="linear",
        submissionMode="individual",
    )
    whole = _section(part, "section", title)
    pools: dict[str, ET.Element] = {}
    for question in questions:
        place = whole
        if question.pool:
            if question.pool not in pools:
                made = _section(whole, f"pool-{question.pool}", question.pool)
                ET.SubElement(made, "selection", select="1")
                pools[question.pool] = made
            place = pools[question.pool]
        reference = {"identifier": question.id, "href": f"items/{question.id}.xml"}
        ET.SubElement(place, "assessmentItemRef", reference)
    total = ET.SubElement(ET.SubElement(root, "outcomeProcessing"), "setOutcomeValue")
    total.set("identifier", "SCORE")
    scores = ET.SubElement(ET.SubElement(total, "sum"), "testVariables")
    scores.set("variableIdentifier", "SCORE")
    return qti.document(root, _QTI_SCHEMA)


def _section(parent: ET.Element, id: str, title: str) -> ET.Element:
    section = ET.SubElement(parent, "assessmentSection", identifier=id)
    section.set("title", writable(title))
    section.set("visible", "true")
    return section


def _manifest(id: str, questions: list[Asked]) -> bytes:
    root = ET.Element("manifest", {"xmlns": _CP, "identifier": f"package-{id}"})
    about = ET.SubElement(root, "metadata")
    ET.SubElement(about, "schema").text = "QTIv2.1 Package"
    ET.SubElement(about, "schemaversion").text = "1.0.0"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    test = _resource(resources, f"test-{id}", "imsqti_test_xmlv2p1", "assessment.xml")
    for question in questions:
        name = f"items/{question.id}.xml"
        item = _resource(resources, question.id, "imsqti_item_xmlv2p1", name)
        if question.figure is not None:
            ET.SubElement(item, "file", href=qti.picture(question))
        ET.SubElement(test, "dependency", identifierref=question.id)
    return qti.document(root, _CP_SCHEMA)


def _resource(parent: ET.Element, id: str, kind: str, href: str) -> ET.Element:
    made = ET.SubElement(parent, "resource", identifier=id, type=kind, href=href)
    ET.SubElement(made, "file", href=href)
    return made
