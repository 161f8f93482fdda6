// Commands that restart the instance under the step that they are in. The agent then sees the step fail; it restarts
// the instance itself, and repeats the step, on an exit code of its own.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/send-commands-reboot.html

const restarts: readonly RegExp[] = [
  /^reboot(\.exe)?(\s+(-\S+|now))*$/i,
  /^shutdown(\.exe)?\s+(\S+\s+)*(-r|--reboot|\/r|-\w*r\w*)(\s|$)/i,
  /^systemctl\s+(-\S+\s+)*(reboot|kexec|soft-reboot)(\s|$)/,
  /^(tel)?init\s+6$/,
  /^restart-computer(\s|$)/i,
];

const wrapper = /^(sudo(\s+-\S+)*|exec|nohup|command|then|do|else|\{|\(|&)\s+|^(\/usr)?\/s?bin\//;

/** Whether one of the commands, of one line or of many, restarts the instance. */
export const restarting = (commands: string): boolean =>
  commands
    .split(/\n|;|&&|\|\||[|)}]/)
    .map(command)
    .some((words) => restarts.some((pattern) => pattern.test(words)));

/** A command without what stands before and behind it. */
function command(text: string): string {
  let words = text
    .replace(/\s#.*$/, "")
    .replace(/(\s+\d*>+\s*\S+|\s*&)+\s*$/, "")
    .trim();
  while (wrapper.test(words)) words = words.replace(wrapper, "").trimStart();
  return words;
}

export const exitInstead =
  "or leave the script with exit code 194 (3010 in PowerShell), which restarts and repeats it";
