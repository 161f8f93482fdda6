import pulumi
import pulumi_goldenimage as goldenimage

base = goldenimage.GoldenImage(
    "base",
    source=goldenimage.ImageSourceArgs(os=goldenimage.OperatingSystem.AMAZON_LINUX2023),
    customize=[
        goldenimage.CustomizeStepArgs(name="motd", shell=["echo 'Built without internet' > /etc/motd"]),
    ],
    build=goldenimage.BuildArgs(
        isolated_network=goldenimage.IsolatedNetworkArgs(cidr_block="10.20.0.0/24"),
        log_retention_days=365,
    ),
)
build = goldenimage.ImageBuild("build", pipeline_arn=base.pipeline_arn, triggers=[base.recipe_arn])
pulumi.export("amiIds", build.ami_ids)
