// Patching, with the package managers that Debian has.

import { expect } from "chai";
import { patchDocument } from "../../provider/src/documents/built-in/index";
import { program } from "./cases";
import { needsDebian, type Result, runOnDebian } from "./debian";
import { scriptsOf } from "./documents";
import { aptUpdate, dnfUpdate, noDnf } from "./repositories";

for (const container of [false, true]) {
  const script = scriptsOf(patchDocument({ platform: "Linux", container })).get("UpgradePackages") ?? "";
  const patch = (prepare: string, look: string): Result => {
    const [prepared, patched, seen] = runOnDebian([`set -e\n${prepare}`, script, look], { imds: "none" });
    expect(prepared?.code, prepared?.output).to.equal(0);
    return { code: patched?.code ?? -1, output: `${patched?.output}${seen?.output}` };
  };
  const installed = "dpkg-query --show --showformat '${Version}' tool; cat /etc/tool.conf";

  describe(`patching ${container ? "a container" : "a system"}, on Debian`, () => {
    needsDebian();

    it("installs updates with apt", () => {
      const { code, output } = patch(aptUpdate(), installed);
      expect(code, output).to.equal(0);
      expect(output.endsWith("2second\n"), output).to.equal(true);
    });

    it("keeps settings that were changed here and have a new version", () => {
      const { code, output } = patch(`${aptUpdate()}echo mine > /etc/tool.conf`, installed);
      expect(code, output).to.equal(0);
      expect(output.endsWith("2mine\n"), output).to.equal(true);
    });

    it("waits for another apt that holds the lists", () => {
      // The other one ends once it is waited for.
      const holder =
        "import fcntl, time; f = open('/var/lib/apt/lists/lock', 'w'); fcntl.lockf(f, fcntl.LOCK_EX); open('/held', 'w'); time.sleep(600)";
      const { code, output } = patch(
        `${aptUpdate()}python3 -c "${holder}" &\nuntil [ -e /held ]; do sleep 0.1; done\n${program("sleep", "pkill -f /held || true; rm -f /held")}`,
        `${installed}; ls /held`,
      );
      expect(code, output).to.equal(0);
      expect(output)
        .to.include("Could not get lock")
        .and.include("2second")
        .and.include("cannot access '/held'");
    });

    it("fails where apt fails", () => {
      expect(
        patch(`${aptUpdate()}mv /repository /gone\n${program("sleep", "exit 0")}`, "").code,
      ).to.not.equal(0);
    });

    it("installs updates with dnf", () => {
      const { code, output } = patch(dnfUpdate, "rpm --query tool");
      expect(code, output).to.equal(0);
      expect(output).to.include("tool-2-1");
    });

    const others = `${noDnf}rm /usr/bin/apt-get\n`;

    it("goes on where zypper has updated itself, and where the system must restart", () => {
      const zypper = program(
        "zypper",
        'echo "zypper $*"\ncase "$*" in *update) if [ ! -e /once ]; then touch /once; exit 103; fi; exit 102 ;; esac',
      );
      const { code, output } = patch(others + zypper, "");
      expect(code, output).to.equal(0);
      expect(output.match(/zypper --non-interactive update/g)).to.have.length(2);
    });

    it("fails where zypper fails", () => {
      expect(patch(others + program("zypper", "exit 4"), "").code).to.equal(4);
    });

    it("asks Amazon Linux 2023 for its latest release", () => {
      const amazon = "printf 'ID=amzn\\nVERSION_ID=2023\\n' > /etc/os-release\n";
      const { output } = patch(amazon + program("dnf", 'echo "dnf $*"'), "");
      expect(output).to.equal("dnf upgrade --assumeyes --releasever=latest\n");
    });

    it("fails where there is no package manager that it knows", () => {
      const { code, output } = patch(others, "");
      expect(output).to.include(
        "there is no package manager that this step knows; set harden.patch to false",
      );
      expect(code).to.equal(1);
    });
  });
}
