"""Calls the operations through the vendor's SDKs for Python, both generations.

Standard input: a JSON array of cases {"name", "operation", "port", "params", "until"}. Each is
called until it ends with the code "until", once where that is null. Standard output: one JSON
object a line, for each case and client, with the last outcome and how many calls came before it.
"""

import importlib
import json
import os
import re
import sys

for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "DEBUG"):
    os.environ.pop(name, None)

from alibabacloud_live20161101 import models
from alibabacloud_live20161101.client import Client
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.utils_models import Config
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient

FIELDS = {
    "DomainName": "domain_name",
    "NotifyUrl": "notify_url",
    "OnDemandUrl": "on_demand_url",
    "NeedStatusNotify": "need_status_notify",
    "NotifyReqAuth": "notify_req_auth",
    "NotifyAuthKey": "notify_auth_key",
}
MOST_CALLS = 3000


def call_v3(user, port, operation, params):
    config = Config(
        access_key_id=user,
        access_key_secret="secret",
        endpoint="127.0.0.1:%d" % port,
        protocol="HTTP",
        connect_timeout=30000,
        read_timeout=30000,
    )
    fields = {FIELDS[name]: value for name, value in params.items()}
    request = getattr(models, operation + "Request")(**fields)
    method = re.sub("(?<!^)(?=[A-Z])", "_", operation).lower()
    try:
        response = getattr(Client(config), method)(request)
    except AlibabaCloudException as error:
        return {
            "status": error.status_code,
            "code": error.code,
            "message": error.data["Message"],
            "request_id": error.request_id,
            "text": str(error),
        }
    return {
        "status": response.status_code,
        "code": "",
        "request_id": response.body.request_id,
        "header": response.headers["x-acs-request-id"],
        "config": response.body.to_map().get("LiveRecordNotifyConfig"),
    }


def call_v1(user, port, operation, params):
    client = AcsClient(
        user, "secret", "cn-shanghai", port=port, auto_retry=False, connect_timeout=30, timeout=30
    )
    name = operation + "Request"
    module = importlib.import_module("aliyunsdklive.request.v20161101." + name)
    request = getattr(module, name)()
    request.set_endpoint("127.0.0.1")
    for name, value in params.items():
        # This generation has no setter for the parameters that came after it.
        if hasattr(request, "set_" + name):
            getattr(request, "set_" + name)(value)
        else:
            request.add_query_param(name, value)
    try:
        body = json.loads(client.do_action_with_exception(request))
    except ServerException as error:
        return {
            "status": error.get_http_status(),
            "code": error.get_error_code(),
            "message": error.get_error_msg(),
            "request_id": error.get_request_id(),
            "text": str(error),
        }
    return {
        "status": 200,
        "code": "",
        "request_id": body["RequestId"],
        "config": body.get("LiveRecordNotifyConfig"),
    }


for number, case in enumerate(json.load(sys.stdin)):
    for client, call in (("python-v3", call_v3), ("python-v1", call_v1)):
        params = dict(case["params"])
        if "DomainName" in params:
            params["DomainName"] = params["DomainName"].replace("CLIENT", client)
        user = "%s-%d" % (client, number)
        for before in range(MOST_CALLS):
            outcome = call(user, case["port"], case["operation"], params)
            if case["until"] in (None, outcome["code"]):
                break
        print(json.dumps({"name": case["name"], "client": client, "before": before, **outcome}))
