#!/usr/bin/env python3
"""Asks a house with PyPI's mcp, over HTTP and over standard input and output; see house_check.py, which runs it."""
import asyncio
import json
import sys

import httpx2
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client


def check(what: str, right: bool) -> None:
    print(f"{'ok  ' if right else 'FAIL'} {what}")


def over_http(house, token: str):
    client = httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=60)
    return streamable_http_client(house["url"], http_client=client)


def over_stdio(house, token: str):
    return stdio_client(StdioServerParameters(command=house["program"], args=["mcp", "--data", house["data"]],
                                              env={"WENYUAN_TOKEN": token, "LANG": "C.UTF-8"}))


async def use(how: str, transport_of, house) -> None:
    async with Client(transport_of(house, house["token"])) as client:
        check(f"{how}: connects", client.server_info.name == "wenyuan" and client.protocol_version == "2025-06-18")
        check(f"{how}: tools", [tool.name for tool in (await client.list_tools()).tools]
              == ["search", "ask", "read_page", "list_libraries"])
        hits = (await client.call_tool("search", {"query": "年假"})).structured_content["hits"]
        check(f"{how}: search", hits[0]["text"] == house["text"])
        answer = await client.call_tool("ask", {"question": house["question"]})
        check(f"{how}: ask", answer.structured_content["sentences"][0]["text"] == house["said"])
        page = await client.call_tool("read_page", {"passage_id": hits[0]["passage_id"]})
        check(f"{how}: read_page", page.structured_content["text"] == house["text"])
        wrong = await client.call_tool("search", {"query": ""})
        check(f"{how}: wrong arguments", wrong.is_error and bool(wrong.content[0].text))
        uri = f"wenyuan://documents/{hits[0]['document_id']}"
        check(f"{how}: a resource", (await client.read_resource(uri)).contents[0].text == house["text"])
    async with Client(transport_of(house, house["stranger"])) as client:
        seen = (await client.call_tool("search", {"query": "年假"})).structured_content["hits"]
        check(f"{how}: a stranger finds nothing", seen == [] and not (await client.list_resources()).resources)


async def main() -> None:
    house = json.loads(sys.argv[1])
    await use("python mcp over http", over_http, house)
    await use("python mcp over stdio", over_stdio, house)


if __name__ == "__main__":
    asyncio.run(main())
