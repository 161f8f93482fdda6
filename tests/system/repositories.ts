// Repositories of packages that a test makes in its copy of Debian, with one package in them.

/** A package of Debian's with a file of settings. */
const debPackage = (name: string, version: string, setting: string, depends = ""): string => `
rm -rf /build && mkdir -p /build/DEBIAN /build/etc
cat > /build/DEBIAN/control << END
Package: ${name}
Version: ${version}
Architecture: all
Maintainer: Test <test@example.com>
Description: Test
${depends === "" ? "" : `Depends: ${depends}`}
END
sed -i '/^$/d' /build/DEBIAN/control
echo /etc/${name}.conf > /build/DEBIAN/conffiles
echo '${setting}' > /build/etc/${name}.conf
mkdir -p /repository
dpkg-deb --build --root-owner-group /build /repository/${name}_${version}.deb > /dev/null
`;

/** Lists what is in /repository as a suite, and makes it the only one that apt knows. */
const aptSuite = (suite: string): string => `
apt_suite() {
  local lists=/repository/dists/${suite}/main/binary-amd64
  mkdir -p "$lists"
  (
    cd /repository
    for deb in *.deb; do
      dpkg-deb --field "$deb"
      echo "Filename: $deb"
      echo "Size: $(stat -c %s "$deb")"
      echo "SHA256: $(sha256sum "$deb" | cut -d ' ' -f 1)"
      echo
    done > "$lists/Packages"
  )
  {
    echo 'Suite: ${suite}'
    echo 'Codename: ${suite}'
    echo 'Label: Debian-Security'
    echo 'Architectures: amd64'
    echo 'Components: main'
    echo "Date: $(date -Ru)"
    echo 'SHA256:'
    echo " $(sha256sum "$lists/Packages" | cut -d ' ' -f 1) $(stat -c %s "$lists/Packages") main/binary-amd64/Packages"
  } > /repository/dists/${suite}/Release
  rm -rf /etc/apt/sources.list.d/* /etc/apt/sources.list
  echo 'deb [trusted=yes] file:/repository ${suite} main' > /etc/apt/sources.list
}
apt_suite
`;

export const noDnf = "rm -f /usr/bin/dnf /usr/bin/dnf-3\n";

/** `tool` is installed in version 1, and the repository has version 2. */
export const aptUpdate = ({ suite = "bookworm-security", depends = "" } = {}): string =>
  noDnf +
  debPackage("tool", "1", "first") +
  "dpkg --install /repository/tool_1.deb > /dev/null\nrm /repository/tool_1.deb\n" +
  debPackage("tool", "2", "second", depends) +
  aptSuite(suite);

/** `tool` is installed in version 1, and the repository has a security update to version 2. */
export const dnfUpdate = `
mkdir -p /repository /specs
for version in 1 2; do
  cat > /specs/tool.spec << END
Name: tool
Version: $version
Release: 1
Summary: Test
License: Test
BuildArch: noarch
%description
Test
%files
END
  rpmbuild -bb --define "_rpmdir /repository" --define "_topdir /specs" /specs/tool.spec > /dev/null 2>&1
done
rpm --install --nodeps /repository/noarch/tool-1-1.noarch.rpm
rm /repository/noarch/tool-1-1.noarch.rpm
createrepo_c --quiet /repository
cat > /updates.xml << END
<updates><update from="test" status="final" type="security" version="1"><id>T-1</id><title>t</title>
<issued date="2026-01-01 00:00:00"/><updated date="2026-01-01 00:00:00"/><severity>Important</severity>
<description>t</description><pkglist><collection short="t"><name>t</name>
<package name="tool" version="2" release="1" epoch="0" arch="noarch"><filename>tool-2-1.noarch.rpm</filename></package>
</collection></pkglist></update></updates>
END
modifyrepo_c --mdtype=updateinfo /updates.xml /repository/repodata > /dev/null
mkdir -p /etc/yum.repos.d /etc/dnf/vars
echo 1 > /etc/dnf/vars/releasever
cat > /etc/yum.repos.d/test.repo << END
[test]
name=test
baseurl=file:///repository
gpgcheck=0
skip_if_unavailable=1
END
`;
