"""How a refusal or a breakdown is told: a Chinese page to a person, the same sentence as JSON to a script."""

from __future__ import annotations

from django.http import HttpRequest


def wants_json(request: HttpRequest) -> bool:
    """Tell whether REQUEST comes from a script that sends and reads JSON."""
    return request.content_type == "application/json"
