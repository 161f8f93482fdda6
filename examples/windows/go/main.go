package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		web, err := goldenimage.NewGoldenImage(ctx, "web", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{Os: goldenimage.OperatingSystemWindowsServer2022},
			Customize: goldenimage.CustomizeStepArray{goldenimage.CustomizeStepArgs{
				Name:       pulumi.String("iis"),
				Powershell: pulumi.StringArray{pulumi.String("Install-WindowsFeature -Name Web-Server")},
				Reboot:     pulumi.Bool(true),
			}},
			Harden: goldenimage.HardenArgs{Stig: goldenimage.StigLevelMedium},
			Tests: goldenimage.ImageTestsArgs{
				Steps: goldenimage.TestStepArray{goldenimage.TestStepArgs{
					Name: pulumi.String("iis-runs"),
					Powershell: pulumi.StringArray{
						pulumi.String("if ((Get-Service W3SVC).Status -ne 'Running') { throw 'IIS does not run' }"),
					},
				}},
			},
			Storage: goldenimage.StorageArgs{Size: pulumi.Int(60)},
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
		ctx.Export("amiIds", build.AmiIds)
		return nil
	})
}
