// What the SSH daemon says of its own settings, after all included files. It wants a folder that is there once it was
// started. Functions of bash.

import { lines } from "./script";

export const sshdSettings = lines`
  PATH=$PATH:/usr/sbin:/sbin
  settings() {
    mkdir -p /run/sshd
    sshd -T -C "user=$1,host=localhost,addr=127.0.0.1"
  }
`;
