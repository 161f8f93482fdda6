package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// The account that builds, and two that receive copies.
const (
	builder    = "123456789012"
	production = "111111111111"
	staging    = "222222222222"
)

// keyIn is the builder's key in a region.
func keyIn(region string) pulumi.String {
	return pulumi.String("arn:aws:kms:" + region + ":" + builder + ":key/00000000-0000-0000-0000-000000000000")
}

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		everywhere, err := goldenimage.NewImageDistribution(ctx, "everywhere", &goldenimage.ImageDistributionArgs{
			Regions: map[string]goldenimage.RegionDistributionInput{
				"eu-west-1": goldenimage.RegionDistributionArgs{
					KmsKeyArn: keyIn("eu-west-1"),
					Export: goldenimage.ExportArgs{
						Format: goldenimage.ExportFormatVmdk,
						Prefix: pulumi.String("golden/"),
					},
				},
				"eu-central-1": goldenimage.RegionDistributionArgs{KmsKeyArn: keyIn("eu-central-1")},
				"us-east-1":    goldenimage.RegionDistributionArgs{KmsKeyArn: keyIn("us-east-1")},
			},
			CopyTo: pulumi.ToStringArray([]string{builder, production, staging}),
			Share: goldenimage.ShareArgs{Organizations: pulumi.StringArray{
				pulumi.String("arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5"),
			}},
			Publish: goldenimage.PublishArgs{ParameterName: pulumi.String("/imagebuilder/golden/web")},
			AmiTags: pulumi.StringMap{"team": pulumi.String("web")},
			// One in each region, made here; each new AMI becomes its default version.
			LaunchTemplates: goldenimage.LaunchTemplateArray{goldenimage.LaunchTemplateArgs{}},
		})
		if err != nil {
			return err
		}
		web, err := goldenimage.NewGoldenImage(ctx, "web", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{Os: goldenimage.OperatingSystemAmazonLinux2023},
			Customize: goldenimage.CustomizeStepArray{goldenimage.CustomizeStepArgs{
				Name:  pulumi.String("nginx"),
				Shell: pulumi.StringArray{pulumi.String("dnf install --assumeyes nginx")},
			}},
			// An encrypted volume can't leave AWS as a disk image. The copies are encrypted, by the key of each region.
			Storage:         goldenimage.StorageArgs{Encrypted: pulumi.Bool(false)},
			DistributionArn: everywhere.Arn,
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
		ctx.Export("imageArn", build.ImageArn)
		ctx.Export("buckets", everywhere.ExportBucketNames)
		ctx.Export("launchTemplates", everywhere.LaunchTemplateIds)
		return nil
	})
}
