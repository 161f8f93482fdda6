package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		base, err := goldenimage.NewGoldenImage(ctx, "base", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{Os: goldenimage.OperatingSystemUbuntu2404},
			Customize: goldenimage.CustomizeStepArray{goldenimage.CustomizeStepArgs{
				Name:  pulumi.String("packages"),
				Shell: pulumi.StringArray{pulumi.String("apt-get install --yes chrony")},
			}},
		})
		if err != nil {
			return err
		}
		baseBuild, err := goldenimage.NewImageBuild(ctx, "base-build", &goldenimage.ImageBuildArgs{
			PipelineArn: base.PipelineArn,
			Triggers:    pulumi.Array{base.RecipeArn},
		})
		if err != nil {
			return err
		}
		application, err := goldenimage.NewGoldenImage(ctx, "application", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{ImageArn: base.LatestImageArn},
			Customize: goldenimage.CustomizeStepArray{goldenimage.CustomizeStepArgs{
				Name:  pulumi.String("nginx"),
				Shell: pulumi.ToStringArray([]string{"apt-get install --yes nginx", "systemctl enable nginx"}),
			}},
			// The base has been patched, and this one is rebuilt with it.
			Harden:   goldenimage.HardenArgs{Patch: pulumi.Bool(false)},
			Schedule: goldenimage.ScheduleArgs{AfterPipelineArn: base.PipelineArn},
		}, pulumi.DependsOn([]pulumi.Resource{baseBuild}))
		if err != nil {
			return err
		}
		build, err := goldenimage.NewImageBuild(ctx, "application-build", &goldenimage.ImageBuildArgs{
			PipelineArn: application.PipelineArn,
			// Not the base's image too: the schedule sees to that.
			Triggers: pulumi.Array{application.RecipeArn},
		})
		if err != nil {
			return err
		}
		ctx.Export("amiIds", build.AmiIds)
		return nil
	})
}
