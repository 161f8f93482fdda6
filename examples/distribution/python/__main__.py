import pulumi
import pulumi_goldenimage as goldenimage

# The account that builds, two that receive copies, and a key of the first one's in each region.
builder, production, staging = "123456789012", "111111111111", "222222222222"


def key_in(region: str) -> str:
    return f"arn:aws:kms:{region}:{builder}:key/00000000-0000-0000-0000-000000000000"


everywhere = goldenimage.ImageDistribution(
    "everywhere",
    regions={
        "eu-west-1": {"kms_key_arn": key_in("eu-west-1"), "export": {"format": "vmdk", "prefix": "golden/"}},
        "eu-central-1": {"kms_key_arn": key_in("eu-central-1")},
        "us-east-1": {"kms_key_arn": key_in("us-east-1")},
    },
    copy_to=[builder, production, staging],
    share={"organizations": ["arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5"]},
    publish={"parameter_name": "/imagebuilder/golden/web"},
    ami_tags={"team": "web"},
    # One in each region, made here; each new AMI becomes its default version.
    launch_templates=[{}],
)
web = goldenimage.GoldenImage(
    "web",
    source={"os": "amazon-linux-2023"},
    customize=[{"name": "nginx", "shell": ["dnf install --assumeyes nginx"]}],
    # An encrypted volume can't leave AWS as a disk image. The copies are encrypted, by the key of each region.
    storage={"encrypted": False},
    distribution_arn=everywhere.arn,
)
build = goldenimage.ImageBuild("build", pipeline_arn=web.pipeline_arn, triggers=[web.recipe_arn])
pulumi.export("imageArn", build.image_arn)
pulumi.export("buckets", everywhere.export_bucket_names)
pulumi.export("launchTemplates", everywhere.launch_template_ids)
