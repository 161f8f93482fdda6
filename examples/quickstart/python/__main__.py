import pulumi
import pulumi_goldenimage as goldenimage

distribution = goldenimage.ImageDistribution(
    "distribution",
    regions={
        "eu-west-1": goldenimage.RegionDistributionArgs(),
        "us-east-1": goldenimage.RegionDistributionArgs(),
    },
    publish=goldenimage.PublishArgs(parameter_name="/imagebuilder/goldenimage/base"),
)
base = goldenimage.GoldenImage(
    "base",
    source=goldenimage.ImageSourceArgs(os=goldenimage.OperatingSystem.AMAZON_LINUX2023),
    customize=[
        goldenimage.CustomizeStepArgs(
            name="nginx",
            shell=["dnf install --assumeyes nginx", "systemctl enable nginx"],
        ),
    ],
    distribution_arn=distribution.arn,
    schedule=goldenimage.ScheduleArgs(
        cron="0 3 ? * SUN *",
        when=goldenimage.ScheduleWhen.WHEN_DEPENDENCIES_CHANGE,
    ),
)
pulumi.export("version", base.version)
