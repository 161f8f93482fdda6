import pulumi
import pulumi_goldenimage as goldenimage

base = goldenimage.GoldenImage(
    "base",
    source=goldenimage.ImageSourceArgs(os=goldenimage.OperatingSystem.AMAZON_LINUX2023),
    customize=[
        goldenimage.CustomizeStepArgs(name="agent", managed="amazon-cloudwatch-agent-linux"),
        goldenimage.CustomizeStepArgs(
            name="settings",
            shell=["echo 'net.ipv4.tcp_syncookies = 1' > /etc/sysctl.d/90-base.conf"],
        ),
    ],
    harden=goldenimage.HardenArgs(stig=goldenimage.StigLevel.HIGH),
    tests=goldenimage.ImageTestsArgs(
        scan=goldenimage.VulnerabilityScanArgs(),
        steps=[
            goldenimage.TestStepArgs(
                name="syncookies",
                shell=['test "$(sysctl -n net.ipv4.tcp_syncookies)" = 1'],
            ),
        ],
    ),
    schedule=goldenimage.ScheduleArgs(
        cron="0 3 ? * SUN *",
        when=goldenimage.ScheduleWhen.WHEN_DEPENDENCIES_CHANGE,
    ),
    lifecycle=goldenimage.LifecycleArgs(
        deprecate=goldenimage.LifecycleAgeArgs(older_than=2, unit=goldenimage.LifecycleUnit.MONTHS),
        delete=goldenimage.LifecycleDeletionArgs(
            older_than=6,
            unit=goldenimage.LifecycleUnit.MONTHS,
            keep_at_least=2,
        ),
    ),
    notify=goldenimage.NotifyArgs(emails=["platform@example.com"]),
    tags={"Team": "platform"},
)
build = goldenimage.ImageBuild(
    "build",
    pipeline_arn=base.pipeline_arn,
    triggers=[base.recipe_arn],
    fail_on_severity=goldenimage.Severity.CRITICAL,
)
pulumi.export("amiIds", build.ami_ids)
