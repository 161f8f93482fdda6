# Runs scripts one after the other in a copy of a root, with namespaces of its own: what it mounts, starts and writes is
# gone when it ends, however it ends.
#
# Usage: unshare --mount --net --ipc --uts --pid --fork --kill-child bash in-copy.sh ROOT JOB IMDS
#
# JOB is a folder with scripts, named by their order; what each put out goes to NAME.out, and its exit code to NAME.code.
# IMDS is the command of a stand-in for the instance metadata service, which says a line once it listens.

set -eu
root=$1 job=$2 imds=$3

ip link set lo up
ip address add 169.254.169.254/32 dev lo

# Memory holds what the copy has of its own.
mount -t tmpfs -o mode=755 copy /mnt
mkdir /mnt/upper /mnt/work /mnt/copy
mount -t overlay -o "lowerdir=$root,upperdir=/mnt/upper,workdir=/mnt/work" overlay /mnt/copy
copy=/mnt/copy
mount -t proc proc "$copy/proc"
mount -t sysfs -o ro sysfs "$copy/sys"
mount -t tmpfs tmpfs "$copy/run"
hostname copy

if [ -n "$imds" ]; then
  exec {ready}< <(exec $imds)
  read -r _ <&"$ready"
fi

# As AWSTOE runs the commands of a step: one file, no input, and next to no environment.
folder=$copy/tmp/TOE_2026-11-27_00-00-00_UTC-0_id
mkdir -p "$folder"
for script in "$job"/*.sh; do
  name=$(basename "$script" .sh)
  cp "$script" "$folder/script.sh"
  code=0
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    chroot "$copy" /bin/bash "${folder#"$copy"}/script.sh" < /dev/null > "$job/$name.out" 2>&1 || code=$?
  echo "$code" > "$job/$name.code"
done
