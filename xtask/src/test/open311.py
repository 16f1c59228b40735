"""Walks an Open311 GeoReport v2 server as a client does, and holds every answer against the published examples.

    CATSUP_API_TOKEN=… python open311.py http://127.0.0.1:8080/open311/discovery

Standard library only. Every resource is read as XML and as JSON, and both must say the same.
"""

import datetime
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

DISCOVERY = sys.argv[1]
KEY = os.environ["CATSUP_API_TOKEN"]
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
# The elements that hold a list, and what each item of it is called: JSON has the list alone (the Spark convention).
LISTS = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}

DISCOVERY_FIELDS = ["changeset", "contact", "key_service", "endpoints"]
ENDPOINT_FIELDS = ["specification", "url", "changeset", "type", "formats"]
SERVICE_FIELDS = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"]
ATTRIBUTE_FIELDS = [
    "variable", "code", "datatype", "required", "datatype_description", "order", "description", "values",
]
POSTED_FIELDS = ["service_request_id", "service_notice", "account_id"]
REQUEST_FIELDS = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
    "address", "address_id", "zipcode", "lat", "long", "media_url",
]


def fetch(url, form=None):
    """Status, content type and body of an answer."""
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"} if data is not None else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=60) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers["Content-Type"], answer.read()


def plain(element):
    """XML as the Spark convention maps it, every value a text."""
    if element.tag in LISTS:
        assert all(child.tag == LISTS[element.tag] for child in element), element.tag
        return [plain(child) for child in element]
    if len(element):
        return {child.tag: plain(child) for child in element}
    return element.text or ""


def texts(value):
    """JSON with every value a text."""
    if isinstance(value, list):
        return [texts(one) for one in value]
    if isinstance(value, dict):
        return {name: texts(one) for name, one in value.items()}
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def same(xml, found):
    """Whether both say the same: an empty element is null, and numbers may be written in several ways."""
    if isinstance(found, list):
        return (xml or []) == [] == found or (len(xml) == len(found) and all(map(same, xml, found)))
    if isinstance(found, dict):
        return list(xml) == list(found) and all(same(xml[name], found[name]) for name in found)
    if xml == found:
        return True
    try:
        return float(xml) == float(found)
    except ValueError:
        return False


def read(url, form=None, status=200):
    """The JSON of a resource, after its XML was held against it."""
    bodies = {}
    for ending, kind in TYPES.items():
        address, _, query = url.partition("?")
        answered, content, body = fetch(f"{address}.{ending}" + (f"?{query}" if query else ""), form)
        assert answered == status, (url, ending, answered, body)
        assert content == kind, (url, content)
        bodies[ending] = body.decode("utf-8", "strict")
    assert bodies["xml"].startswith('<?xml version="1.0" encoding="utf-8"?>'), bodies["xml"][:80]
    found = json.loads(bodies["json"])
    if form is None:
        xml = plain(ElementTree.fromstring(bodies["xml"].encode()))
        assert same(xml, texts(found)), (url, xml, found)
    return found, ElementTree.fromstring(bodies["xml"].encode())


def moment(text):
    """A moment of the standard: with an offset, always."""
    at = datetime.datetime.fromisoformat(text)
    assert at.tzinfo is not None, text
    return at


def refused(url, status, word, form=None):
    """Holds that it is a list of errors of this status that speaks of a thing."""
    found, xml = read(url, form, status)
    assert xml.tag == "errors" and [child.tag for child in xml[0]] == ["code", "description"], url
    assert all(one["code"] == status for one in found), found
    assert any(word in one["description"] for one in found), (word, found)


discovery, _ = read(DISCOVERY)
assert list(discovery) == DISCOVERY_FIELDS, list(discovery)
endpoint = discovery["endpoints"][0]
assert list(endpoint) == ENDPOINT_FIELDS, list(endpoint)
assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
assert endpoint["type"] in ("production", "test") and endpoint["formats"] == ["text/xml", "application/json"]
moment(discovery["changeset"])
base = endpoint["url"]

services, _ = read(f"{base}/services")
assert services and all(list(service) == SERVICE_FIELDS for service in services)
assert all(service["type"] == "realtime" and isinstance(service["metadata"], bool) for service in services)
assert all(isinstance(service["service_code"], str) for service in services)
assert len({service["service_code"] for service in services}) == len(services)

attributes = {}
service = next((one for one in services if one["metadata"]), services[0])
definition, _ = read(f"{base}/services/{service['service_code']}")
assert list(definition) == ["service_code", "attributes"] and definition["service_code"] == service["service_code"]
assert bool(definition["attributes"]) == service["metadata"]
for attribute in definition["attributes"]:
    assert list(attribute) == ATTRIBUTE_FIELDS, list(attribute)
    assert attribute["datatype"] == "singlevaluelist" and attribute["values"]
    attributes[f"attribute[{attribute['code']}]"] = attribute["values"][0]["key"]

# The published example of a request, but for its codes.
description = "A large sinkhole is destroying the street. Ask for John Smith, 202-555-0143 <or> smit333@sfgov.edu & co."
form = {
    "api_key": KEY, "service_code": service["service_code"], "lat": "37.76524078", "long": "-122.4212043",
    "address_string": "1234 5th street", "email": "smit333@sfgov.edu", "device_id": "tt222111", "account_id": "123456",
    "first_name": "John", "last_name": "Smith", "phone": "111111111", "description": description,
    "media_url": "https://pictures.example.org/2002/2212426634_5ed477a060.jpg", **attributes,
}
posted, xml = read(f"{base}/requests", form)
assert xml.tag == "service_requests" and [child.tag for child in xml[0]] == POSTED_FIELDS
assert list(posted[0]) == POSTED_FIELDS and posted[0]["account_id"] == "123456"
ids = [posted[0]["service_request_id"], xml[0][0].text]
assert ids[0] != ids[1], "each was taken in once"

for number in ids:
    (request,), _ = read(f"{base}/requests/{number}")
    assert list(request) == REQUEST_FIELDS, list(request)
    assert request["service_request_id"] == number and request["status"] == "open" and request["status_notes"]
    assert request["service_code"] == service["service_code"] and request["service_name"] == service["service_name"]
    assert request["agency_responsible"] == service["group"]
    assert (request["lat"], request["long"]) == (37.76524078, -122.4212043)
    assert request["address"] == "1234 5th street" and request["media_url"] == form["media_url"]
    assert moment(request["requested_datetime"]) <= moment(request["updated_datetime"])
    shown = json.dumps(request, ensure_ascii=False)
    for personal in ("John", "Smith", "smit333", "0143", "111111111", "tt222111", "123456"):
        assert personal not in shown, (personal, shown)
    assert "sinkhole" in request["description"] and "<or>" in request["description"]
    (token,), _ = read(f"{base}/tokens/{number}")
    assert token == {"service_request_id": number, "token": number}

both, _ = read(f"{base}/requests?service_request_id={','.join(ids)}&status=closed")
assert sorted(one["service_request_id"] for one in both) == sorted(ids), "ids override everything else"
start = moment(both[-1]["requested_datetime"]).astimezone(datetime.timezone.utc) - datetime.timedelta(seconds=1)
query = urllib.parse.urlencode({
    "service_code": service["service_code"], "status": "open", "start_date": start.isoformat(), "jurisdiction_id": "",
})
listed, _ = read(f"{base}/requests?{query}")
assert {one["service_request_id"] for one in listed} >= set(ids), listed
paged = [read(f"{base}/requests?{query}&page_size=1&page={page}")[0] for page in (1, 2)]
assert [page[0] for page in paged] == listed[:2]
closed, _ = read(f"{base}/requests?{query.replace('status=open', 'status=closed')}")
assert not {one["service_request_id"] for one in closed} & set(ids)

refused(f"{base}/services/no-such-service", 404, "service_code")
refused(f"{base}/requests/00000000", 404, "service_request_id")
refused(f"{base}/tokens/12345", 404, "token")
refused(f"{base}/services?jurisdiction_id=elsewhere.example", 404, "jurisdiction_id")
refused(f"{base}/requests?start_date=2026-01-01", 400, "start_date")
refused(f"{base}/requests", 403, "api_key", {**form, "api_key": "xyz"})
refused(f"{base}/requests", 403, "api_key", {name: form[name] for name in form if name != "api_key"})
refused(f"{base}/requests", 404, "service_code", {**form, "service_code": "999"})
refused(f"{base}/requests", 400, "service_code", {**form, "service_code": ""})
refused(f"{base}/requests", 400, "long", {name: form[name] for name in form if name != "long"})
refused(f"{base}/requests", 400, "description", {**form, "description": "x" * 4001})
print(f"a client found {len(services)} services, sent two requests and read them back, in XML and JSON alike")
