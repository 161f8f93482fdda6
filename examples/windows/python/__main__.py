import pulumi
import pulumi_goldenimage as goldenimage

web = goldenimage.GoldenImage(
    "web",
    source=goldenimage.ImageSourceArgs(os=goldenimage.OperatingSystem.WINDOWS_SERVER2022),
    customize=[
        goldenimage.CustomizeStepArgs(
            name="iis",
            powershell=["Install-WindowsFeature -Name Web-Server"],
            reboot=True,
        ),
    ],
    harden=goldenimage.HardenArgs(stig=goldenimage.StigLevel.MEDIUM),
    tests=goldenimage.ImageTestsArgs(
        steps=[
            goldenimage.TestStepArgs(
                name="iis-runs",
                powershell=["if ((Get-Service W3SVC).Status -ne 'Running') { throw 'IIS does not run' }"],
            ),
        ],
    ),
    storage=goldenimage.StorageArgs(size=60),
)
build = goldenimage.ImageBuild("build", pipeline_arn=web.pipeline_arn, triggers=[web.recipe_arn])
pulumi.export("amiIds", build.ami_ids)
