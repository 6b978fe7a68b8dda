"""`coopcouncil health`: asks the running service whether it is well, as a monitor or a container would."""

import http.client
import json
import sys
from typing import Any

import click

from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly
from coopcouncil.web.environment import Environment

SECONDS = 10
WORDS = {True: "well", False: "NOT WELL", None: "not known"}


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of this machine.")
@click.option("--live", is_flag=True, help="Ask only whether it answers, not whether its parts are well.")
def health(port: int, live: bool) -> None:
    """Ask the service on this machine whether each of its parts is well; exit status 2 when one is not."""
    with ending_clearly():
        status, said = _ask(port, "/health/live" if live else "/health/ready")
    for name, part in said.get("parts", {}).items():
        click.echo(f"{name}: {WORDS[part['well']]} ({part['says']})")
    if status != http.HTTPStatus.OK:
        sys.exit(EXIT_STATUS)


def _ask(port: int, address: str) -> tuple[int, dict[str, Any]]:
    """The answer's status and content. The service answers to the host of its own address only."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", address, headers={"Host": Environment().host or "127.0.0.1"})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    except (http.client.HTTPException, ValueError):
        raise OSError(f"What listens on port {port} is not this service.") from None
    finally:
        connection.close()
