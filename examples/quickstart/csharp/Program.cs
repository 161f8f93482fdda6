using System.Collections.Generic;
using Goldenimage.Aws;
using Goldenimage.Aws.Inputs;
using Pulumi;

return await Deployment.RunAsync(() =>
{
    var distribution = new ImageDistribution("distribution", new ImageDistributionArgs
    {
        Regions =
        {
            ["eu-west-1"] = new RegionDistributionArgs(),
            ["us-east-1"] = new RegionDistributionArgs(),
        },
        Publish = new PublishArgs { ParameterName = "/imagebuilder/goldenimage/base" },
    });
    var image = new GoldenImage("base", new GoldenImageArgs
    {
        Source = new ImageSourceArgs { Os = OperatingSystem.AmazonLinux2023 },
        Customize =
        {
            new CustomizeStepArgs
            {
                Name = "nginx",
                Shell = { "dnf install --assumeyes nginx", "systemctl enable nginx" },
            },
        },
        DistributionArn = distribution.Arn,
        Schedule = new ScheduleArgs
        {
            Cron = "0 3 ? * SUN *",
            When = ScheduleWhen.WhenDependenciesChange,
        },
    });
    return new Dictionary<string, object?> { ["version"] = image.Version };
});
