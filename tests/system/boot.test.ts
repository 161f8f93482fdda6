// A stock system is patched, cleaned up and started again, as Image Builder does, and then passes the built-in suite.

import { expect } from "chai";
import { skipBecause } from "../../tools/test/skip-because";
import { cleanUpDocument, patchDocument, testDocument } from "../../provider/src/documents/built-in/index";
import { bootDebian, needsDebian, type Result } from "./debian";
import { scriptsOf } from "./documents";
import { aptUpdate } from "./repositories";

const linux = { platform: "Linux", container: false } as const;

/** As old as an image that another one is built on. The clock is the machine's, and nothing here may set it. */
const prepare = `
${aptUpdate()}
mkdir -p /var/log/journal
cat > /etc/systemd/system/own.service << 'END'
[Service]
ExecStart=/bin/true
[Install]
WantedBy=multi-user.target
END
systemd-id128 new > /etc/machine-id
ssh-keygen -q -A
touch -d '1 day ago' /etc/machine-id /etc/ssh/ssh_host_*
`;

describe("an image of Debian", () => {
  needsDebian();

  const tests = scriptsOf(testDocument(linux, { skip: ["clock-is-synchronized"], encrypted: true }));
  const build = [
    ...scriptsOf(patchDocument(linux)).values(),
    "systemd-cat echo 'a line of the build'; journalctl --sync; journalctl --quiet | grep 'a line of the build'",
    ...scriptsOf(cleanUpDocument(linux, { makeHostKeys: true })).values(),
  ];
  const looks = {
    "has no line of the build in its journal": "! journalctl --quiet | grep 'a line of the build'",
    "leaves off what the build left off": '[ "$(systemctl is-enabled own.service)" = disabled ]',
    "has host keys again": "ls /etc/ssh/ssh_host_*_key",
  };
  let built: Result[];
  let started: Map<string, Result>;

  before("building and starting it", function () {
    // The first check waits until the system is up.
    const names = [...tests.keys(), ...Object.keys(looks)];
    const boots = bootDebian(prepare, [build, [...tests.values(), ...Object.values(looks)]]);
    if (boots === undefined) skipBecause(this, "Nothing can be booted in a container on this machine.");
    const [first = [], second = []] = boots;
    built = first;
    started = new Map(
      names.map((name, index) => [name, second[index] ?? { code: -1, output: "it did not run" }]),
    );
  });

  it("is built without a failure", () => {
    expect(built).to.have.length(build.length);
    for (const { code, output } of built) expect(code, output).to.equal(0);
  });

  for (const name of [...Object.keys(looks), ...tests.keys()]) {
    it(`${tests.has(name) ? "passes " : ""}${name}`, () => {
      const { code, output } = started.get(name) ?? expect.fail("it did not run");
      expect(code, output).to.equal(0);
    });
  }
});
