import pulumi
import pulumi_goldenimage as goldenimage

distribution = goldenimage.ImageDistribution(
    "distribution",
    regions={"eu-west-1": {}, "us-east-1": {}},
    publish={"parameter_name": "/imagebuilder/goldenimage/base"},
)
base = goldenimage.GoldenImage(
    "base",
    source={"os": "amazon-linux-2023"},
    customize=[{"name": "nginx", "shell": ["dnf install --assumeyes nginx", "systemctl enable nginx"]}],
    distribution_arn=distribution.arn,
    schedule={"cron": "0 3 ? * SUN *", "when": "whenDependenciesChange"},
)
pulumi.export("version", base.version)
