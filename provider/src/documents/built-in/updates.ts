// Whether a security update is pending, asked of whichever package manager there is. One that can't tell fails the check:
// nothing known isn't nothing pending.

import { lines } from "./script";

/**
 * - Amazon Linux 2023 stays on the release of its image, so the newest is asked for by name.
 *   https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html
 * - dnf and yum end with 100 when there is something, zypper with 100, and 101 when it concerns security.
 *   https://dnf.readthedocs.io/en/latest/command_ref.html#check-update-command
 * - dnf passes over repositories that are gone where their settings say so. A part of a name sets the option for all.
 *   https://dnf.readthedocs.io/en/latest/conf_ref.html#skip-if-unavailable-label
 * - apt gets lists of its own: the update at boot holds the lock of the usual ones, and another account than root may
 *   not write them. What is on hold is outdated all the same.
 * - microdnf can't list updates. Amazon Inspector's scan of the repository does.
 */
const noSecurityUpdatesWith = (others: string): string => lines`
  . /etc/os-release
  pending() { fail "security updates are pending: $(echo "$1" | head -n 5 | paste -s -d ' ' -); build again, with patches on"; }
  unknown() { fail "$1 cannot tell which updates are pending; it must reach its repositories"; }
  if command -v dnf > /dev/null || command -v yum > /dev/null; then
    manager=$(command -v dnf || command -v yum)
    set -- --setopt='*.skip_if_unavailable=0'
    if [ "$ID" = amzn ] && [ "$VERSION_ID" = 2023 ]; then set -- "$@" --releasever=latest; fi
    status=0
    found=$("$manager" --quiet check-update --security "$@") || status=$?
    case $status in
      0) ;;
      100) pending "$(echo "$found" | grep . | cut -d ' ' -f 1)" ;;
      *) unknown "$manager" ;;
    esac
  elif command -v apt-get > /dev/null; then
    lists=$(mktemp -d)
    chmod 755 "$lists"
    set -- -o "Dir::State::lists=$lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o Debug::NoLocking=1
    apt-get "$@" -qq -o APT::Update::Error-Mode=any update || unknown apt-get
    releases=$(ls "$lists")
    status=0
    found=$(apt-get "$@" --ignore-hold --simulate dist-upgrade) || status=$?
    rm -rf "$lists"
    case "$releases" in
      *-security*) ;;
      *) fail 'apt-get knows no repository of security updates; add one to /etc/apt/sources.list' ;;
    esac
    [ $status = 0 ] || fail 'apt-get cannot tell which updates are pending; run apt-get --fix-broken install in the build'
    found=$(echo "$found" | awk '/^Inst / && tolower($0) ~ /-security/ {print $2}')
    [ -z "$found" ] || pending "$found"
  elif command -v zypper > /dev/null; then
    zypper --non-interactive --quiet refresh || unknown zypper
    status=0
    found=$(zypper --non-interactive --quiet patch-check) || status=$?
    case $status in
      0 | 100) ;;
      101) pending "$found" ;;
      *) unknown zypper ;;
    esac
  ${others || "# No other is on a system."}
  else
    fail 'there is no package manager that this check knows; leave the check out'
  fi
`;

/** Package managers that only containers have. */
const ofContainers = lines`
  elif command -v apk > /dev/null; then
    apk update --quiet || unknown apk
    found=$(apk version -l '<') || unknown apk
    found=$(echo "$found" | awk '/</ {print $1}')
    [ -z "$found" ] || pending "$found"
  elif command -v microdnf > /dev/null; then
    echo 'microdnf cannot list updates, so nothing is known of them'
`;

export const noSecurityUpdates = noSecurityUpdatesWith("");
export const noSecurityUpdatesOfContainer = noSecurityUpdatesWith(ofContainers);
