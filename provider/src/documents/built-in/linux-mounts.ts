// What is mounted where on Linux. Functions of bash.

import { lines } from "./script";

/** Where something is mounted, also on a folder of the same file system. Spaces are written as numbers there. */
export const linuxMounts = lines`
  mounts() {
    local point
    while read -r _ _ _ _ point _; do printf '%b\n' "$point"; done < /proc/self/mountinfo
  }
`;

/** Where the file systems of disks are, of those that know permissions. Those of containers are overlays. */
export const linuxDisks = lines`
  disks() {
    local point line
    while read -r _ _ _ _ point line; do
      line=\${line#* - }
      case "\${line%% *}" in
        btrfs | ext[234] | f2fs | jfs | overlay | xfs | zfs) printf '%b\n' "$point" ;;
      esac
    done < /proc/self/mountinfo
  }
`;
