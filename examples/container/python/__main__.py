import pulumi
import pulumi_goldenimage as goldenimage

dockerfile = """\
FROM {{{ imagebuilder:parentImage }}}
{{{ imagebuilder:environments }}}
{{{ imagebuilder:components }}}
RUN useradd --system web
USER web
"""

web = goldenimage.GoldenImage(
    "web",
    source=goldenimage.ImageSourceArgs(container_image="public.ecr.aws/amazonlinux/amazonlinux:2023"),
    container=goldenimage.ContainerArgs(dockerfile=dockerfile),
    customize=[
        goldenimage.CustomizeStepArgs(name="nginx", shell=["dnf install --assumeyes nginx"]),
    ],
)
build = goldenimage.ImageBuild("build", pipeline_arn=web.pipeline_arn, triggers=[web.recipe_arn])
pulumi.export("containerUris", build.container_uris)
