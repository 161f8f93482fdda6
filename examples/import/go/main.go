package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// bucketName is the bucket into which the data center puts its machines.
const bucketName = "datacenter-images"

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		importer, err := goldenimage.NewImageImportRole(ctx, "importer", &goldenimage.ImageImportRoleArgs{
			BucketName: pulumi.String(bucketName),
			Prefix:     pulumi.String("machines/"),
		})
		if err != nil {
			return err
		}
		machine, err := goldenimage.NewImageImport(ctx, "datacenter", &goldenimage.ImageImportArgs{
			Platform:  goldenimage.ImportPlatformLinux,
			OsVersion: pulumi.String("Ubuntu 24.04"),
			Disks: goldenimage.ImportDiskArray{goldenimage.ImportDiskArgs{
				S3Uri:  pulumi.String("s3://" + bucketName + "/machines/web.vhdx"),
				Format: goldenimage.ImportFormatVhdx,
			}},
			LicenseType: goldenimage.ImportLicenseTypeByol,
			// What comes of an encrypted AMI is encrypted too, and could not be exported to the data center again.
			Encrypted: pulumi.Bool(false),
			RoleName:  importer.RoleName,
		})
		if err != nil {
			return err
		}
		web, err := goldenimage.NewGoldenImage(ctx, "web", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{ImageArn: machine.ImageArn},
			Customize: goldenimage.CustomizeStepArray{goldenimage.CustomizeStepArgs{
				Name:  pulumi.String("nginx"),
				Shell: pulumi.ToStringArray([]string{"apt-get update", "apt-get install --yes nginx"}),
			}},
			// Encrypted volumes can't leave AWS.
			Storage: goldenimage.StorageArgs{
				DeviceName: pulumi.String("/dev/sda1"),
				Encrypted:  pulumi.Bool(false),
			},
			Distribution: goldenimage.DistributionArgs{
				Regions: goldenimage.RegionDistributionMap{"eu-west-1": goldenimage.RegionDistributionArgs{}},
				Export:  goldenimage.ExportArgs{Format: goldenimage.ExportFormatVmdk},
			},
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
		ctx.Export("amiId", machine.AmiId)
		ctx.Export("imageArn", machine.ImageArn)
		ctx.Export("pipelineArn", web.PipelineArn)
		ctx.Export("amiIds", build.AmiIds)
		return nil
	})
}
