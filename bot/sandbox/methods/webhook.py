"""Answers setWebhook, deleteWebhook and getWebhookInfo."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.sandbox.methods.registry import Request, method
from bot.sandbox.nouns import Json
from bot.sandbox.refusals import bad_request
from bot.sandbox.webhooks import Webhook

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@method("setWebhook")
def set_webhook(request: Request) -> bool:
    parameters, sandbox = request.parameters, request.sandbox
    url = parameters.text("url")
    if not url:
        _prepare(request)
        return True
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _prepare(request)
    sandbox.start_webhook(request.bot, Webhook(url, parameters.text("secret_token")))
    return True


@method("deleteWebhook")
def delete_webhook(request: Request) -> bool:
    _prepare(request)
    return True


def _prepare(request: Request) -> None:
    inbox = request.sandbox.inbox(request.bot)
    request.sandbox.stop_webhook(request.bot)
    if "allowed_updates" in request.parameters:
        inbox.allow(request.parameters.array("allowed_updates", str))
    if request.parameters.flag("drop_pending_updates"):
        inbox.clear()


@method("getWebhookInfo")
def get_webhook_info(request: Request) -> Json:
    inbox = request.sandbox.inbox(request.bot)
    webhook = request.sandbox.webhooks.get(request.bot.id)
    out: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(inbox),
    }
    if webhook is not None:
        out["max_connections"] = 40
        if webhook.last_error is not None:
            out["last_error_date"], out["last_error_message"] = webhook.last_error
    if inbox.allowed is not None:
        out["allowed_updates"] = sorted(inbox.allowed)
    return out
