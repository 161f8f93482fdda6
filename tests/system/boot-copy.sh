# Boots a copy of a root again and again, and runs scripts each time once it is up: an image is built, and then started.
# What it mounts, starts and writes is gone when it ends, however it ends.
#
# Usage: unshare --mount --net --ipc --uts --pid --fork --kill-child bash boot-copy.sh ROOT JOB IMDS
#
# JOB has a folder for each boot, with scripts as for in-copy.sh; one called "prepare.sh" runs before anything is booted.

set -eu
root=$1 job=$2 imds=$3

ip link set lo up
ip address add 169.254.169.254/32 dev lo
mount -t proc proc /proc
mount -t tmpfs -o mode=755 copy /mnt
mkdir /mnt/upper /mnt/work /mnt/copy
mount -t overlay -o "lowerdir=$root,upperdir=/mnt/upper,workdir=/mnt/work" overlay /mnt/copy
copy=/mnt/copy

exec {ready}< <(exec $imds)
read -r _ <&"$ready"

cp "$job/prepare.sh" "$copy/prepare.sh"
chroot "$copy" /bin/bash /prepare.sh
rm "$copy/prepare.sh"

# The agent is a unit, so that its scripts have next to no environment, as AWSTOE's have.
mkdir -p "$copy/usr/local/agent"
cat > "$copy/usr/local/agent/run" << 'END'
cd /usr/local/agent/job
for script in *.sh; do
  code=0
  /bin/bash "$script" < /dev/null > "${script%.sh}.out" 2>&1 || code=$?
  echo "$code" > "${script%.sh}.code"
done
systemctl poweroff
END
cat > "$copy/etc/systemd/system/amazon-ssm-agent.service" << 'END'
[Service]
ExecStart=/bin/bash /usr/local/agent/run
[Install]
WantedBy=multi-user.target
END
mkdir -p "$copy/etc/systemd/system/multi-user.target.wants"
ln -s ../amazon-ssm-agent.service "$copy/etc/systemd/system/multi-user.target.wants/"

# Debian's own, with its own libraries: this machine may have none.
libraries=$root/lib/x86_64-linux-gnu
nspawn() {
  "$root/lib64/ld-linux-x86-64.so.2" --library-path "$libraries:$libraries/systemd" "$root/usr/bin/systemd-nspawn" "$@"
}
for boot in "$job"/*/; do
  cp -r "$boot" "$copy/usr/local/agent/job"
  nspawn --quiet --boot --keep-unit --register=no --directory="$copy" > "$boot/console" 2>&1 < /dev/null || true
  cp "$copy/usr/local/agent/job"/*.out "$copy/usr/local/agent/job"/*.code "$boot"
  rm -r "$copy/usr/local/agent/job"
done
