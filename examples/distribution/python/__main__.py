import pulumi
import pulumi_goldenimage as goldenimage

# The account that builds, two that receive copies, and a key of the first one's in each region.
builder, production, staging = "123456789012", "111111111111", "222222222222"


def key_in(region: str) -> str:
    return f"arn:aws:kms:{region}:{builder}:key/00000000-0000-0000-0000-000000000000"


everywhere = goldenimage.ImageDistribution(
    "everywhere",
    regions={
        "eu-west-1": goldenimage.RegionDistributionArgs(
            kms_key_arn=key_in("eu-west-1"),
            export=goldenimage.ExportArgs(format=goldenimage.ExportFormat.VMDK, prefix="golden/"),
        ),
        "eu-central-1": goldenimage.RegionDistributionArgs(kms_key_arn=key_in("eu-central-1")),
        "us-east-1": goldenimage.RegionDistributionArgs(kms_key_arn=key_in("us-east-1")),
    },
    copy_to=[builder, production, staging],
    share=goldenimage.ShareArgs(
        organizations=["arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5"],
    ),
    publish=goldenimage.PublishArgs(parameter_name="/imagebuilder/golden/web"),
    ami_tags={"team": "web"},
    # One in each region, made here; each new AMI becomes its default version.
    launch_templates=[goldenimage.LaunchTemplateArgs()],
)
web = goldenimage.GoldenImage(
    "web",
    source=goldenimage.ImageSourceArgs(os=goldenimage.OperatingSystem.AMAZON_LINUX2023),
    customize=[
        goldenimage.CustomizeStepArgs(name="nginx", shell=["dnf install --assumeyes nginx"]),
    ],
    # An encrypted volume can't leave AWS as a disk image. The copies are encrypted, by the key of each region.
    storage=goldenimage.StorageArgs(encrypted=False),
    distribution_arn=everywhere.arn,
)
build = goldenimage.ImageBuild("build", pipeline_arn=web.pipeline_arn, triggers=[web.recipe_arn])
pulumi.export("imageArn", build.image_arn)
pulumi.export("buckets", everywhere.export_bucket_names)
pulumi.export("launchTemplates", everywhere.launch_template_ids)
