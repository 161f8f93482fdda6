using System.Collections.Generic;
using Goldenimage.Aws;
using Goldenimage.Aws.Inputs;
using Pulumi;

return await Deployment.RunAsync(() =>
{
    var image = new GoldenImage("base", new GoldenImageArgs
    {
        Source = new ImageSourceArgs { Os = OperatingSystem.AmazonLinux2023 },
        Customize =
        {
            new CustomizeStepArgs { Name = "agent", Managed = "amazon-cloudwatch-agent-linux" },
            new CustomizeStepArgs
            {
                Name = "settings",
                Shell = { "echo 'net.ipv4.tcp_syncookies = 1' > /etc/sysctl.d/90-base.conf" },
            },
        },
        Harden = new HardenArgs { Stig = StigLevel.High },
        Tests = new ImageTestsArgs
        {
            Scan = new VulnerabilityScanArgs(),
            Steps =
            {
                new TestStepArgs
                {
                    Name = "syncookies",
                    Shell = { "test \"$(sysctl -n net.ipv4.tcp_syncookies)\" = 1" },
                },
            },
        },
        Schedule = new ScheduleArgs
        {
            Cron = "0 3 ? * SUN *",
            When = ScheduleWhen.WhenDependenciesChange,
        },
        Lifecycle = new LifecycleArgs
        {
            Deprecate = new LifecycleAgeArgs { OlderThan = 2, Unit = LifecycleUnit.Months },
            Delete = new LifecycleDeletionArgs { OlderThan = 6, Unit = LifecycleUnit.Months, KeepAtLeast = 2 },
        },
        Notify = new NotifyArgs { Emails = { "platform@example.com" } },
        Tags = { ["Team"] = "platform" },
    });
    var build = new ImageBuild("build", new ImageBuildArgs
    {
        PipelineArn = image.PipelineArn,
        Triggers = { image.RecipeArn },
        FailOnSeverity = Severity.Critical,
    });
    return new Dictionary<string, object?> { ["amiIds"] = build.AmiIds };
});
