// What holds for every instance of a Windows image. Names of sections are those of the CIS benchmarks for Windows Server.
//
// Whether the disk is encrypted can't be told from within, as on Linux.

import { lines } from "./script";
import type { Check } from "./target-image";

export const windowsChecks: readonly Check[] = [
  {
    name: "system-is-up",
    timeoutSeconds: 900,
    // After Sysprep, the first boot ends with this state.
    // https://learn.microsoft.com/en-us/windows-hardware/manufacture/desktop/windows-setup-states
    script: lines`
      $key = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State'
      foreach ($attempt in 1..60) {
        $state = (Get-ItemProperty -Path $key).ImageState
        if ($state -eq 'IMAGE_STATE_COMPLETE') { break }
        Start-Sleep -Seconds 10
      }
      if ($state -ne 'IMAGE_STATE_COMPLETE') {
        throw "Windows Setup is at $state; it must be at IMAGE_STATE_COMPLETE"
      }
    `,
  },
  {
    name: "services-run",
    timeoutSeconds: 600,
    // 1077: not started since the boot, as services are which wait for a trigger.
    script: lines`
      $filter = "StartMode = 'Auto' AND State <> 'Running' AND ExitCode <> 0 AND ExitCode <> 1077"
      foreach ($attempt in 1..10) {
        $failed = @(Get-CimInstance -ClassName Win32_Service -Filter $filter)
        if ($failed.Count -eq 0) { break }
        Start-Sleep -Seconds 30
      }
      if ($failed.Count -gt 0) {
        throw "automatic services failed: $($failed.Name -join ', '); they must run, or not start by themselves"
      }
    `,
  },
  {
    name: "firewall-is-on",
    timeoutSeconds: 120,
    // CIS: "Windows Firewall: Domain, Private, Public: Firewall state". The active store has what policies change.
    script: lines`
      $off = @(Get-NetFirewallProfile -PolicyStore ActiveStore | Where-Object { "$($_.Enabled)" -ne 'True' })
      if ($off.Count -gt 0) {
        throw "the firewall is off for $($off.Name -join ', '); switch it on with Set-NetFirewallProfile -Enabled True"
      }
    `,
  },
  {
    name: "defender-is-on",
    timeoutSeconds: 420,
    // CIS: "Turn off real-time protection" is disabled. The service takes a while after the first boot.
    script: lines`
      if (-not (Get-Command -Name Get-MpComputerStatus -ErrorAction SilentlyContinue)) {
        throw 'Microsoft Defender is not installed; leave this check out where another product protects the image'
      }
      foreach ($attempt in 1..10) {
        $status = Get-MpComputerStatus -ErrorAction SilentlyContinue
        if ($status.AntivirusEnabled -and $status.RealTimeProtectionEnabled) { break }
        Start-Sleep -Seconds 30
      }
      if (-not ($status.AntivirusEnabled -and $status.RealTimeProtectionEnabled)) {
        throw 'Microsoft Defender does not protect in real time; switch it on with Set-MpPreference'
      }
    `,
  },
  {
    name: "no-pending-updates",
    timeoutSeconds: 1800,
    // Security and critical updates. Defender's definitions come several times a day, so they don't count.
    // https://learn.microsoft.com/en-us/windows/win32/api/wuapi/nf-wuapi-iupdatesearcher-search
    script: lines`
      $security = '0FA1201D-4330-4FA8-8AE9-B877473B6441'
      $critical = 'E6CF1350-C01B-414D-A61F-263D14D133B4'
      $open = 'IsInstalled = 0 AND IsHidden = 0'
      $query = "($open AND CategoryIDs contains '$security') OR ($open AND CategoryIDs contains '$critical')"
      $searcher = (New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher()
      $titles = @($searcher.Search($query).Updates | ForEach-Object { $_.Title })
      if ($titles.Count -gt 0) {
        throw "updates are pending: $($titles -join ', '); build again, with patches on"
      }
      if (Test-Path 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired') {
        throw 'an update waits for a restart; restart after the updates, in the build'
      }
    `,
  },
  {
    name: "ssm-agent-runs",
    timeoutSeconds: 120,
    script: lines`
      $agent = Get-Service -Name AmazonSSMAgent -ErrorAction SilentlyContinue
      if ("$($agent.Status)" -ne 'Running') {
        throw "the SSM agent is '$($agent.Status)'; it must be installed and running"
      }
    `,
  },
  {
    name: "clock-is-synchronized",
    timeoutSeconds: 420,
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-ec2-ntp.html
    script: lines`
      Start-Service -Name w32time
      foreach ($attempt in 1..30) {
        $source = "$(w32tm /query /source)"
        if ($source -notmatch 'Local CMOS Clock|Free-running') { break }
        w32tm /resync /nowait | Out-Null
        Start-Sleep -Seconds 10
      }
      if ($source -match 'Local CMOS Clock|Free-running') {
        throw "the clock follows '$source'; it must follow a time server such as 169.254.169.123"
      }
      $global:LASTEXITCODE = 0
    `,
  },
  {
    name: "imds-v2-only",
    timeoutSeconds: 60,
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
    script: lines`
      $imds = 'http://169.254.169.254/latest'
      $lifetime = @{ 'X-aws-ec2-metadata-token-ttl-seconds' = '60' }
      $token = Invoke-RestMethod -Method Put -Uri "$imds/api/token" -Headers $lifetime
      $headers = @{ 'X-aws-ec2-metadata-token' = $token }
      Invoke-RestMethod -Uri "$imds/meta-data/instance-id" -Headers $headers | Out-Null
      $status = 0
      try {
        $status = [int](Invoke-WebRequest -UseBasicParsing -Uri "$imds/meta-data/instance-id").StatusCode
      } catch {
        if ($_.Exception.Response) { $status = [int]$_.Exception.Response.StatusCode }
      }
      if ($status -ne 401) {
        throw "IMDSv1 answers with status $status; it must refuse with 401: set httpTokens to required"
      }
    `,
  },
  {
    name: "no-default-passwords",
    timeoutSeconds: 60,
    // A fixed password for the administrator stands in the settings of the launch agents, readable, on every instance.
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2launch-v2-task-definitions.html
    script: lines`
      $open = @(Get-LocalUser | Where-Object { $_.Enabled -and -not $_.PasswordRequired })
      if ($open.Count -gt 0) {
        throw "accounts that need no password: $($open.Name -join ', '); require one, or disable them"
      }
      $agents = @{
        "$env:ProgramData\Amazon\EC2Launch\config\agent-config.yml" = '^\s*type:\s*static'
        "$env:ProgramData\Amazon\EC2-Windows\Launch\Config\LaunchConfig.json" = '"adminPasswordType":\s*"Specify"'
      }
      foreach ($file in $agents.Keys) {
        if ((Test-Path $file) -and (Select-String -Path $file -Pattern $agents[$file] -Quiet)) {
          throw "$file sets the same password on every instance; it must be random"
        }
      }
    `,
  },
  {
    name: "rdp-needs-nla",
    timeoutSeconds: 60,
    // CIS: "Require user authentication for remote connections by using Network Level Authentication". A policy wins.
    script: lines`
      $server = 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server'
      $policy = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services'
      $isOff = (Get-ItemProperty -Path $server).fDenyTSConnections -eq 1
      $value = (Get-ItemProperty -Path $policy -ErrorAction SilentlyContinue).UserAuthentication
      if ($null -eq $value) { $value = (Get-ItemProperty -Path "$server\WinStations\RDP-Tcp").UserAuthentication }
      if (-not $isOff -and $value -ne 1) {
        throw "RDP lets in without Network Level Authentication; UserAuthentication is '$value' and must be 1"
      }
    `,
  },
];

/** In a container, neither services nor the firewall are its own. */
export const windowsContainerChecks: readonly Check[] = [
  {
    name: "no-secrets-in-files",
    timeoutSeconds: 600,
    // CIS Docker Benchmark: "Ensure secrets are not stored in container images". Only names are put out.
    script: lines`
      $names = '.env', '.env.local', '.env.production', '.git-credentials', '_netrc', 'id_rsa', 'id_ecdsa', 'id_ed25519'
      $left = '^C:\\(Windows|Program Files|Program Files \(x86\))\\'
      $all = Get-ChildItem -Path 'C:\' -Recurse -File -Force -ErrorAction SilentlyContinue
      $found = @($all | Where-Object {
          $_.FullName -notmatch $left -and $_.Length -gt 0 -and
          ($names -contains $_.Name -or $_.FullName -match '\\\.aws\\credentials$|\\\.docker\\config\.json$')
        } | Select-Object -First 5)
      if ($found.Count -gt 0) {
        throw "files that hold credentials: $($found.FullName -join ', '); remove them in the step that makes them"
      }
    `,
  },
];
