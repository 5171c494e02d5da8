"""What every answer of the hub must keep, besides its shape: nobody who has not signed in is told anything."""

import os

import schemathesis

SIGNED_IN = os.environ.get("PAMOJA_SIGNED_IN") == "1"


@schemathesis.check
def nobody_is_told_anything(ctx, response, case):
    """Without a token, what needs one answers 401, 403 or that the request cannot be read, and never with an output."""
    needs_a_token = bool(case.operation.definition.raw.get("security"))
    if SIGNED_IN or not needs_a_token:
        return
    try:
        body = response.json()
    except ValueError:
        return
    told = body.get("output") if isinstance(body, dict) else body
    if told is not None:
        raise AssertionError(f"{case.operation.label} told somebody who has not signed in: {str(told)[:200]}")


@schemathesis.check
def browsers_are_kept_strict(ctx, response, case):
    """The headers that keep a browser from guessing or embedding are on every answer."""
    if response.headers.get("x-content-type-options", [""])[0] != "nosniff":
        raise AssertionError(f"{case.operation.label}: no nosniff on status {response.status_code}")
    if "default-src 'none'" not in response.headers.get("content-security-policy", [""])[0]:
        raise AssertionError(f"{case.operation.label}: no policy on status {response.status_code}")
