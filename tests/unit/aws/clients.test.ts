import { readFileSync } from "node:fs";
import { expect } from "chai";
import { Aws } from "../../../provider/src/aws/clients";
import type { Configuration } from "../../../provider/src/aws/clients";
import { checkConfiguration } from "../../../provider/src/engine/configuration";

describe("the clients of AWS's services", () => {
  const configured = async (configuration: Configuration) => {
    const { config } = new Aws({
      region: "eu-west-1",
      accessKey: "a",
      secretKey: "b",
      ...configuration,
    }).imageBuilder(undefined);
    return {
      maxAttempts: await config.maxAttempts(),
      retryMode: typeof config.retryMode === "function" ? await config.retryMode() : config.retryMode,
      useFipsEndpoint: await config.useFipsEndpoint(),
      useDualstackEndpoint: await config.useDualstackEndpoint(),
    };
  };

  it("are as the provider's configuration says", async () => {
    expect(await configured({})).to.deep.equal({
      maxAttempts: 8,
      retryMode: "standard",
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
    });
    const all = {
      maxRetries: "2",
      retryMode: "adaptive",
      useFipsEndpoint: "true",
      useDualstackEndpoint: "true",
    };
    expect(await configured(all)).to.deep.equal({
      maxAttempts: 3,
      retryMode: "adaptive",
      useFipsEndpoint: true,
      useDualstackEndpoint: true,
    });
    const none = { useFipsEndpoint: "false", useDualstackEndpoint: "false" };
    expect(await configured(none)).to.include({ useFipsEndpoint: false, useDualstackEndpoint: false });
  });
});

describe("the settings of the aws provider", () => {
  const types = readFileSync(require.resolve("@pulumi/aws/provider.d.ts"), "utf8");
  const settings = [
    ...types.slice(types.indexOf("export interface ProviderArgs")).matchAll(/^ {4}(\w+)\?: /gm),
  ].flatMap(([, name = ""]) => name);

  it("are found", () => {
    expect(settings).to.include.members(["region", "assumeRoles", "customCaBundle"]);
  });

  for (const name of settings) {
    it(`exist here or are refused by name: ${name}`, () => {
      const problems = checkConfiguration({ [name]: "x" }).filter(({ path }) => path === name);
      for (const { message } of problems) expect(message).not.to.include("is unknown");
    });
  }
});
