// Whether a security update is pending, asked of whichever package manager there is.

import { lines } from "./script";

/**
 * - Amazon Linux 2023 stays on the release of its image, so the newest is asked for by name.
 *   https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html
 * - dnf and yum end with 100 when there is something, zypper with 100, and 101 when it concerns security.
 *   https://dnf.readthedocs.io/en/latest/command_ref.html#check-update-command
 * - apt gets lists of its own: the update at boot holds the lock of the usual ones, and another account than root may
 *   not write them.
 * - microdnf can't list updates. Amazon Inspector's scan of the repository does.
 */
export const noSecurityUpdates = lines`
  . /etc/os-release
  pending() { fail "security updates are pending: $(echo "$1" | head -n 5 | paste -s -d ' ' -); build again, with patches on"; }
  if command -v dnf > /dev/null || command -v yum > /dev/null; then
    manager=$(command -v dnf || command -v yum)
    set --
    if [ "$ID" = amzn ] && [ "$VERSION_ID" = 2023 ]; then set -- --releasever=latest; fi
    status=0
    found=$("$manager" --quiet check-update --security "$@") || status=$?
    case $status in
      0) ;;
      100) pending "$(echo "$found" | grep . | cut -d ' ' -f 1)" ;;
      *) fail "$manager cannot tell which updates are pending; it must reach its repositories" ;;
    esac
  elif command -v apt-get > /dev/null; then
    lists=$(mktemp -d)
    chmod 755 "$lists"
    set -- -o "Dir::State::lists=$lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o Debug::NoLocking=1
    apt-get "$@" -qq -o APT::Update::Error-Mode=any update ||
      fail 'apt-get cannot tell which updates are pending; it must reach its repositories'
    found=$(apt-get "$@" --simulate dist-upgrade | awk '/^Inst / && tolower($0) ~ /-security/ {print $2}')
    rm -rf "$lists"
    [ -z "$found" ] || pending "$found"
  elif command -v zypper > /dev/null; then
    zypper --non-interactive --quiet refresh
    status=0
    found=$(zypper --non-interactive --quiet patch-check) || status=$?
    case $status in
      0 | 100) ;;
      101) pending "$found" ;;
      *) fail 'zypper cannot tell which updates are pending; it must reach its repositories' ;;
    esac
  elif command -v apk > /dev/null; then
    apk update --quiet
    found=$(apk version -l '<' | awk '/</ {print $1}')
    [ -z "$found" ] || pending "$found"
  elif command -v microdnf > /dev/null; then
    : microdnf cannot list updates
  else
    fail 'there is no package manager that this check knows; leave the check out'
  fi
`;
