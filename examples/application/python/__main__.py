import pulumi
import pulumi_goldenimage as goldenimage

base = goldenimage.GoldenImage(
    "base",
    source=goldenimage.ImageSourceArgs(os=goldenimage.OperatingSystem.UBUNTU2404),
    customize=[
        goldenimage.CustomizeStepArgs(name="packages", shell=["apt-get install --yes chrony"]),
    ],
)
base_build = goldenimage.ImageBuild(
    "base-build",
    pipeline_arn=base.pipeline_arn,
    triggers=[base.recipe_arn],
)
application = goldenimage.GoldenImage(
    "application",
    source=goldenimage.ImageSourceArgs(image_arn=base.latest_image_arn),
    customize=[
        goldenimage.CustomizeStepArgs(
            name="nginx",
            shell=["apt-get install --yes nginx", "systemctl enable nginx"],
        ),
    ],
    # The base has been patched, and this one is rebuilt with it.
    harden=goldenimage.HardenArgs(patch=False),
    schedule=goldenimage.ScheduleArgs(after_pipeline_arn=base.pipeline_arn),
    opts=pulumi.ResourceOptions(depends_on=[base_build]),
)
build = goldenimage.ImageBuild(
    "application-build",
    pipeline_arn=application.pipeline_arn,
    # Not the base's image too: the schedule sees to that.
    triggers=[application.recipe_arn],
)
pulumi.export("amiIds", build.ami_ids)
