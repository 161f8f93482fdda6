package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		base, err := goldenimage.NewGoldenImage(ctx, "base", &goldenimage.GoldenImageArgs{
			Source: goldenimage.ImageSourceArgs{Os: goldenimage.OperatingSystemAmazonLinux2023},
			Customize: goldenimage.CustomizeStepArray{
				goldenimage.CustomizeStepArgs{
					Name:    pulumi.String("agent"),
					Managed: pulumi.String("amazon-cloudwatch-agent-linux"),
				},
				goldenimage.CustomizeStepArgs{
					Name: pulumi.String("settings"),
					Shell: pulumi.StringArray{
						pulumi.String("echo 'net.ipv4.tcp_syncookies = 1' > /etc/sysctl.d/90-base.conf"),
					},
				},
			},
			Harden: goldenimage.HardenArgs{Stig: goldenimage.StigLevelHigh},
			Tests: goldenimage.ImageTestsArgs{
				Scan: goldenimage.VulnerabilityScanArgs{},
				Steps: goldenimage.TestStepArray{goldenimage.TestStepArgs{
					Name:  pulumi.String("syncookies"),
					Shell: pulumi.StringArray{pulumi.String(`test "$(sysctl -n net.ipv4.tcp_syncookies)" = 1`)},
				}},
			},
			Schedule: goldenimage.ScheduleArgs{
				Cron: pulumi.String("0 3 ? * SUN *"),
				When: goldenimage.ScheduleWhenWhenDependenciesChange,
			},
			Lifecycle: goldenimage.LifecycleArgs{
				Deprecate: goldenimage.LifecycleAgeArgs{
					OlderThan: pulumi.Int(2),
					Unit:      goldenimage.LifecycleUnitMonths,
				},
				Delete: goldenimage.LifecycleDeletionArgs{
					OlderThan:   pulumi.Int(6),
					Unit:        goldenimage.LifecycleUnitMonths,
					KeepAtLeast: pulumi.Int(2),
				},
			},
			Notify: goldenimage.NotifyArgs{Emails: pulumi.StringArray{pulumi.String("platform@example.com")}},
			Tags:   pulumi.StringMap{"Team": pulumi.String("platform")},
		})
		if err != nil {
			return err
		}
		build, err := goldenimage.NewImageBuild(ctx, "build", &goldenimage.ImageBuildArgs{
			PipelineArn:    base.PipelineArn,
			Triggers:       pulumi.Array{base.RecipeArn},
			FailOnSeverity: goldenimage.SeverityCritical,
		})
		if err != nil {
			return err
		}
		ctx.Export("amiIds", build.AmiIds)
		return nil
	})
}
