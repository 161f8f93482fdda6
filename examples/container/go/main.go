package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

const dockerfile = `FROM {{{ imagebuilder:parentImage }}}
{{{ imagebuilder:environments }}}
{{{ imagebuilder:components }}}
RUN useradd --system web
USER web
`

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		web, err := goldenimage.NewGoldenImage(ctx, "web", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{
				ContainerImage: pulumi.String("public.ecr.aws/amazonlinux/amazonlinux:2023"),
			},
			Container: goldenimage.ContainerArgs{Dockerfile: pulumi.String(dockerfile)},
			Customize: goldenimage.CustomizeStepArray{goldenimage.CustomizeStepArgs{
				Name:  pulumi.String("nginx"),
				Shell: pulumi.StringArray{pulumi.String("dnf install --assumeyes nginx")},
			}},
		})
		if err != nil {
			return err
		}
		build, err := goldenimage.NewImageBuild(ctx, "build", &goldenimage.ImageBuildArgs{
			PipelineArn: web.PipelineArn,
			Triggers:    pulumi.Array{web.RecipeArn},
		})
		if err != nil {
			return err
		}
		ctx.Export("containerUris", build.ContainerUris)
		return nil
	})
}
