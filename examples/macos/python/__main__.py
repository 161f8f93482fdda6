import pulumi
import pulumi_goldenimage as goldenimage

host_id = pulumi.Config().get("hostId", "h-0123456789abcdef0")

agent = goldenimage.GoldenImage(
    "agent",
    source=goldenimage.ImageSourceArgs(os=goldenimage.OperatingSystem.MAC_OS15),
    customize=[
        goldenimage.CustomizeStepArgs(name="tools", shell=["xcode-select --install"]),
    ],
    build=goldenimage.BuildArgs(placement=goldenimage.PlacementArgs(host_id=host_id)),
)
pulumi.export("pipelineArn", agent.pipeline_arn)
