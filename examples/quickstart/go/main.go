package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		distribution, err := goldenimage.NewImageDistribution(ctx, "distribution", &goldenimage.ImageDistributionArgs{
			Regions: map[string]goldenimage.RegionDistributionInput{
				"eu-west-1": goldenimage.RegionDistributionArgs{},
				"us-east-1": goldenimage.RegionDistributionArgs{},
			},
			Publish: goldenimage.PublishArgs{ParameterName: pulumi.String("/imagebuilder/goldenimage/base")},
		})
		if err != nil {
			return err
		}
		base, err := goldenimage.NewGoldenImage(ctx, "base", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{Os: goldenimage.OperatingSystemAmazonLinux2023},
			Customize: goldenimage.CustomizeStepArray{goldenimage.CustomizeStepArgs{
				Name:  pulumi.String("nginx"),
				Shell: pulumi.ToStringArray([]string{"dnf install --assumeyes nginx", "systemctl enable nginx"}),
			}},
			DistributionArn: distribution.Arn,
			Schedule: goldenimage.ScheduleArgs{
				Cron: pulumi.String("0 3 ? * SUN *"),
				When: goldenimage.ScheduleWhenWhenDependenciesChange,
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("version", base.Version)
		return nil
	})
}
