package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		base, err := goldenimage.NewGoldenImage(ctx, "base", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{Os: goldenimage.OperatingSystemAmazonLinux2023},
			Customize: goldenimage.CustomizeStepArray{goldenimage.CustomizeStepArgs{
				Name:  pulumi.String("motd"),
				Shell: pulumi.StringArray{pulumi.String("echo 'Built without internet' > /etc/motd")},
			}},
			Build: goldenimage.BuildArgs{
				IsolatedNetwork:  goldenimage.IsolatedNetworkArgs{CidrBlock: pulumi.String("10.20.0.0/24")},
				LogRetentionDays: pulumi.Int(365),
			},
		})
		if err != nil {
			return err
		}
		build, err := goldenimage.NewImageBuild(ctx, "build", &goldenimage.ImageBuildArgs{
			PipelineArn: base.PipelineArn,
			Triggers:    pulumi.Array{base.RecipeArn},
		})
		if err != nil {
			return err
		}
		ctx.Export("amiIds", build.AmiIds)
		return nil
	})
}
