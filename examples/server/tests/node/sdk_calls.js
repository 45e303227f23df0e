// Calls the operations through the vendor's SDKs for Node, both generations.
//
// Standard input: a JSON array of cases {"name", "operation", "port", "params", "until"}. Each is
// called until it ends with the code "until", once where that is null. Standard output: one JSON
// object a line, for each case and client, with the last outcome and how many calls came before it.
"use strict";

for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "DEBUG"]) {
  delete process.env[name];
}

const fs = require("node:fs");
const OpenApi = require("@alicloud/openapi-client");
const PopCore = require("@alicloud/pop-core");
const Util = require("@alicloud/tea-util");

const VERSION = "2016-11-01";
const MOST_CALLS = 3000;

async function callV3(user, port, operation, params) {
  const client = new OpenApi.default(
    new OpenApi.Config({
      accessKeyId: user,
      accessKeySecret: "secret",
      endpoint: `127.0.0.1:${port}`,
      protocol: "HTTP",
      connectTimeout: 30000,
      readTimeout: 30000,
    }),
  );
  const api = new OpenApi.Params({
    action: operation,
    version: VERSION,
    protocol: "HTTP",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
  // As the generated clients do: every value is a text.
  const query = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, String(value)]),
  );
  try {
    const request = new OpenApi.OpenApiRequest({ query });
    const response = await client.callApi(api, request, new Util.RuntimeOptions({}));
    return {
      status: response.statusCode,
      code: "",
      request_id: response.body.RequestId,
      header: response.headers["x-acs-request-id"],
      config: response.body.LiveRecordNotifyConfig ?? null,
    };
  } catch (error) {
    if (!error.data) throw error;
    return {
      status: error.data.statusCode,
      code: error.code,
      message: error.data.Message,
      request_id: error.data.RequestId,
      text: `${error.code} ${error.message}`,
    };
  }
}

async function callV1(user, port, operation, params) {
  const client = new PopCore.RPCClient({
    accessKeyId: user,
    accessKeySecret: "secret",
    endpoint: `http://127.0.0.1:${port}`,
    apiVersion: VERSION,
    opts: { timeout: 30000 },
  });
  try {
    const body = await client.request(operation, params, { method: "POST" });
    return {
      status: 200,
      code: "",
      request_id: body.RequestId,
      config: body.LiveRecordNotifyConfig ?? null,
    };
  } catch (error) {
    if (!error.data) throw error;
    return {
      status: error.entry.response.statusCode,
      code: error.code,
      message: error.data.Message,
      request_id: error.data.RequestId,
      text: `${error.code} ${error.message}`,
    };
  } finally {
    client.keepAliveAgent.destroy();
  }
}

async function main() {
  const cases = JSON.parse(fs.readFileSync(0, "utf8"));
  for (const [number, one] of cases.entries()) {
    for (const [client, call] of [["node-v3", callV3], ["node-v1", callV1]]) {
      const params = { ...one.params };
      if ("DomainName" in params) {
        params.DomainName = params.DomainName.replace("CLIENT", client);
      }
      let outcome, before;
      for (before = 0; before < MOST_CALLS; before++) {
        outcome = await call(`${client}-${number}`, one.port, one.operation, params);
        if (one.until === null || one.until === outcome.code) break;
      }
      console.log(JSON.stringify({ name: one.name, client, before, ...outcome }));
    }
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
