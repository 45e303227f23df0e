"""HTTP clients of Python: the argument says which. Speaks as `harness/client.py` says."""

import asyncio
import base64
import os
import platform
import ssl
import sys

LIMIT = 3
AUTHORITY = os.environ["SSL_CERT_FILE"]


def urllib():
    from urllib.request import ProxyHandler, build_opener

    opener = build_opener(ProxyHandler({}))
    return platform.python_version(), lambda text: opener.open(text, timeout=LIMIT).read()


def requests():
    import requests

    session = requests.Session()
    session.trust_env, session.verify = False, AUTHORITY
    return requests.__version__, lambda text: session.get(text, timeout=LIMIT, allow_redirects=False)


def urllib3():
    import urllib3

    pool = urllib3.PoolManager(retries=False, timeout=LIMIT, ca_certs=AUTHORITY)
    return urllib3.__version__, lambda text: pool.request("GET", text)


def httpx():
    import httpx

    client = httpx.Client(trust_env=False, timeout=LIMIT, verify=ssl.create_default_context(cafile=AUTHORITY))
    return httpx.__version__, client.get


def aiohttp():
    import aiohttp

    loop = asyncio.new_event_loop()

    async def open_session():
        # Each name is asked each time, so that it is seen.
        connector = aiohttp.TCPConnector(use_dns_cache=False)
        return aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=LIMIT))

    session = loop.run_until_complete(open_session())

    async def get(text):
        async with session.get(text) as response:
            await response.read()

    return aiohttp.__version__, lambda text: loop.run_until_complete(get(text))


def pycurl():
    import pycurl

    def get(text):
        curl = pycurl.Curl()
        curl.setopt(pycurl.URL, text.encode())
        curl.setopt(pycurl.TIMEOUT, LIMIT)
        curl.setopt(pycurl.NOPROXY, "*")
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.CAINFO, AUTHORITY)
        curl.setopt(pycurl.WRITEFUNCTION, lambda _: None)
        try:
            curl.perform()
        finally:
            curl.close()

    return f"{pycurl.version.split()[0].split('/')[1]} (libcurl {pycurl.version_info()[1]})", get


def tornado():
    import tornado
    from tornado.httpclient import AsyncHTTPClient

    loop = asyncio.new_event_loop()

    async def get(text):
        await AsyncHTTPClient().fetch(text, request_timeout=LIMIT)

    return tornado.version, lambda text: loop.run_until_complete(get(text))


CLIENTS = [urllib, requests, urllib3, httpx, aiohttp, pycurl, tornado]


def main():
    [client] = [client for client in CLIENTS if client.__name__ == sys.argv[1]]
    version, get = client()
    print(version, flush=True)
    for line in sys.stdin:
        try:
            get(base64.b64decode(line).decode())
            print("ok", flush=True)
        except Exception as error:
            print("error", ascii(f"{type(error).__name__}: {error}")[:200], flush=True)


main()
