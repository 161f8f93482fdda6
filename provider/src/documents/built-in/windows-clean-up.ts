// The last step of a build on Windows. Image Builder runs Sysprep afterwards, in a step of its workflow, through the
// launch agent; a component that ran it too would end the build. Here it is only made sure that it can.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html#post-build-cleanup
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-create-win-sysprep.html

import type { CleanUpSteps } from "./clean-up";
import { anyContent, credentialFiles, keyFiles, privateKey } from "./credential-files";
import { lines, powerShellStep } from "./script";

const profiles = lines`
  $profiles = @(Get-ChildItem -Path 'C:\Users' -Directory) +
    @(Get-Item -Path 'C:\Windows\System32\config\systemprofile')
`;

const removeFrom = (names: readonly string[]): string => lines`
  ${profiles}
  $names = @(
    ${names.map((name) => `'${name}'`).join(",\n")}
  )
  foreach ($folder in $profiles) {
    foreach ($name in $names) {
      $path = Join-Path -Path $folder.FullName -ChildPath $name
      if (Test-Path -Path $path) { Remove-Item -Path $path -Recurse -Force }
    }
  }
`;

/** The files of other systems, as the same programs call them here. */
const nameHere = (name: string): string =>
  name
    .replace(/^\.netrc$/, "_netrc")
    .replace(/^\.config\/(gcloud)/, "AppData/Roaming/$1")
    .replaceAll("/", "\\");

/** .NET's expressions have no classes of POSIX. */
const here = (secret: string): string =>
  secret.replaceAll("[[:space:]]", "\\s").replaceAll("[:space:]", "\\s");

const removeCredentials = powerShellStep(
  "RemoveCredentials",
  300,
  lines`
    ${profiles}
    $secrets = @(
      ${[
        ...credentialFiles.map(({ name, secret = anyContent }) => [nameHere(name), here(secret)] as const),
        ["AppData\\Local\\AWSToolkit\\*", anyContent] as const,
        ...keyFiles.map((name) => [nameHere(name), privateKey] as const),
      ]
        .map(([name, secret]) => `@('${name}', '${secret}')`)
        .join(",\n")}
    )
    foreach ($folder in $profiles) {
      foreach ($secret in $secrets) {
        $path = Join-Path -Path $folder.FullName -ChildPath $secret[0]
        Get-ChildItem -Path $path -File -Force -ErrorAction SilentlyContinue |
          Where-Object { Select-String -LiteralPath $_.FullName -Pattern $secret[1] -Quiet } |
          Remove-Item -Force
      }
    }
  `,
);

const removeHistories = powerShellStep(
  "RemoveHistories",
  300,
  removeFrom([
    "AppData\\Roaming\\Microsoft\\Windows\\PowerShell\\PSReadLine\\*_history.txt",
    "AppData\\Roaming\\Microsoft\\Windows\\Recent\\*.lnk",
    ".bash_history",
    ".ssh\\known_hosts*",
  ]),
);

/** The SSH server of Windows keeps its keys here, and those of administrators. It makes host keys when it starts. */
const removeSshKeys = powerShellStep(
  "RemoveSshKeys",
  300,
  lines`
    ${removeFrom([".ssh\\authorized_keys"])}
    foreach ($name in 'ssh_host_*_key', 'ssh_host_*_key.pub', 'administrators_authorized_keys') {
      $path = Join-Path -Path "$env:ProgramData\ssh" -ChildPath $name
      if (Test-Path -Path $path) { Remove-Item -Path $path -Force }
    }
  `,
);

/**
 * EC2Launch v2 is on Windows Server 2022 and later, EC2Launch on 2016 and 2019; its tasks of a first boot must be
 * scheduled anew. What Sysprep would stumble over shows here, with a reason.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2launch-v2-cli.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2launch-sysprep.html
 */
const prepareSysprep = powerShellStep(
  "PrepareSysprep",
  300,
  lines`
    $version2 = "$env:ProgramFiles\Amazon\EC2Launch\EC2Launch.exe"
    $version1 = "$env:ProgramData\Amazon\EC2-Windows\Launch"
    if (Test-Path -Path $version2) {
      $answers = "$env:ProgramData\Amazon\EC2Launch\sysprep\unattend.xml"
      & $version2 validate
      if ($LASTEXITCODE -ne 0) { throw 'the settings in agent-config.yml are not valid; EC2Launch v2 would not run' }
    } elseif (Test-Path -Path "$version1\Scripts\SysprepInstance.ps1") {
      $answers = "$version1\Sysprep\Unattend.xml"
      & "$version1\Scripts\InitializeInstance.ps1" -Schedule
    } else {
      throw 'there is no launch agent; install EC2Launch v2, or Sysprep cannot run as Image Builder runs it'
    }
    if (-not (Test-Path -Path $answers)) { throw "$answers is missing; Sysprep needs its answers" }
  `,
);

const cleanUpdateCache = powerShellStep(
  "CleanUpdateCache",
  600,
  lines`
    Stop-Service -Name wuauserv -Force
    Remove-Item -Path 'C:\Windows\SoftwareDistribution\Download\*' -Recurse -Force -ErrorAction SilentlyContinue
  `,
);

/** Of the agents' logs, the SSM agent's are in use, and Sysprep removes those of the launch agent. */
const clearEventLogs = powerShellStep(
  "ClearEventLogs",
  300,
  lines`
    Get-EventLog -LogName * | ForEach-Object { Clear-EventLog -LogName $_.Log }
  `,
);

/** Files in use can't be removed. AWSTOE's own are named, since its next document may still need them. */
const removeTemporaryFiles = powerShellStep(
  "RemoveTemporaryFiles",
  600,
  lines`
    $keep = 'TOE_*', 'awstoe*', 'imagebuilder*', 'amazon*', 'ssm*'
    $folders = @('C:\Windows\Temp') + @(Get-ChildItem -Path 'C:\Users' -Directory |
      ForEach-Object { Join-Path -Path $_.FullName -ChildPath 'AppData\Local\Temp' })
    foreach ($folder in $folders | Where-Object { Test-Path -Path $_ }) {
      Get-ChildItem -Path "$folder\*" -Exclude $keep -Force |
        Where-Object { -not "$PSCommandPath".StartsWith($_.FullName) } |
        Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
    }
    if (Get-Command -Name Clear-RecycleBin -ErrorAction SilentlyContinue) {
      Clear-RecycleBin -Force -ErrorAction SilentlyContinue
    }
  `,
);

export const cleanUpWindows: CleanUpSteps = {
  makeHostKeys: [],
  credentials: [removeCredentials],
  histories: [removeHistories],
  sshKeys: [removeSshKeys],
  caches: [cleanUpdateCache],
  temporaryFiles: [removeTemporaryFiles],
  logs: [clearEventLogs],
  identity: [prepareSysprep],
};

/** No Sysprep, no updates and no logs of its own. */
export const cleanUpWindowsContainer: CleanUpSteps = {
  ...cleanUpWindows,
  caches: [],
  logs: [],
  identity: [],
};
