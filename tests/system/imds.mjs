// Stands in for the instance metadata service, where its address is a loopback's: version 2 only, unless told otherwise.
//
// Usage: node imds.mjs [v1]

import { createServer } from "node:http";

const launched = new Date(Date.now() - 600_000).toISOString();
const answers = {
  "/latest/meta-data/instance-id": "i-0123456789abcdef0",
  "/latest/meta-data/public-keys/0/openssh-key": "ssh-ed25519 AAAAgiven pair\n",
  "/latest/dynamic/instance-identity/document": JSON.stringify({ pendingTime: launched }, undefined, 2),
};

createServer((request, response) => {
  const answer = (status, body = "") => response.writeHead(status).end(body);
  if (request.url === "/latest/api/token") {
    answer(request.method === "PUT" ? 200 : 405, "token");
  } else if (process.argv[2] !== "v1" && request.headers["x-aws-ec2-metadata-token"] !== "token") {
    answer(401);
  } else {
    const body = answers[request.url];
    answer(body === undefined ? 404 : 200, body);
  }
}).listen(80, "169.254.169.254", () => console.log("listening"));
