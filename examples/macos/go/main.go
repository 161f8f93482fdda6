package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		hostID := config.New(ctx, "").Get("hostId")
		if hostID == "" {
			hostID = "h-0123456789abcdef0"
		}
		agent, err := goldenimage.NewGoldenImage(ctx, "agent", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{Os: goldenimage.OperatingSystemMacOs15},
			Customize: goldenimage.CustomizeStepArray{goldenimage.CustomizeStepArgs{
				Name:  pulumi.String("tools"),
				Shell: pulumi.StringArray{pulumi.String("xcode-select --install")},
			}},
			Build: goldenimage.BuildArgs{
				Placement: goldenimage.PlacementArgs{HostId: pulumi.String(hostID)},
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("pipelineArn", agent.PipelineArn)
		return nil
	})
}
