import pulumi
import pulumi_goldenimage as goldenimage

# The bucket into which the data center puts its machines.
bucket_name = "datacenter-images"

importer = goldenimage.ImageImportRole("importer", bucket_name=bucket_name, prefix="machines/")
machine = goldenimage.ImageImport(
    "datacenter",
    platform=goldenimage.ImportPlatform.LINUX,
    os_version="Ubuntu 24.04",
    disks=[
        goldenimage.ImportDiskArgs(
            s3_uri=f"s3://{bucket_name}/machines/web.vhdx",
            format=goldenimage.ImportFormat.VHDX,
        ),
    ],
    license_type=goldenimage.ImportLicenseType.BYOL,
    # What comes of an encrypted AMI is encrypted too, and could not be exported to the data center again.
    encrypted=False,
    role_name=importer.role_name,
)
web = goldenimage.GoldenImage(
    "web",
    source=goldenimage.ImageSourceArgs(image_arn=machine.image_arn),
    customize=[
        goldenimage.CustomizeStepArgs(
            name="nginx",
            shell=["apt-get update", "apt-get install --yes nginx"],
        ),
    ],
    # Encrypted volumes can't leave AWS.
    storage=goldenimage.StorageArgs(device_name="/dev/sda1", encrypted=False),
    distribution=goldenimage.DistributionArgs(
        regions={"eu-west-1": goldenimage.RegionDistributionArgs()},
        export=goldenimage.ExportArgs(format=goldenimage.ExportFormat.VMDK),
    ),
)
build = goldenimage.ImageBuild("build", pipeline_arn=web.pipeline_arn, triggers=[web.recipe_arn])
pulumi.export("amiId", machine.ami_id)
pulumi.export("imageArn", machine.image_arn)
pulumi.export("pipelineArn", web.pipeline_arn)
pulumi.export("amiIds", build.ami_ids)
