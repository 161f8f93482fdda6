package main

import (
	"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// builder is the account that builds.
const builder = "123456789012"

// Deployed in each account that receives copies, before the account that builds lists it in CopyTo.
func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		regions := []string{"eu-west-1", "eu-central-1", "us-east-1"}
		var keys pulumi.StringArray
		for _, region := range regions {
			keys = append(keys, pulumi.String("arn:aws:kms:"+region+":"+builder+":key/00000000-0000-0000-0000-000000000000"))
		}
		target, err := goldenimage.NewDistributionTarget(ctx, "images", &goldenimage.DistributionTargetArgs{
			SourceAccountIds: pulumi.StringArray{pulumi.String(builder)},
			Regions:          pulumi.ToStringArray(regions),
			KmsKeyArns:       keys,
			ParameterNames:   pulumi.StringArray{pulumi.String("/imagebuilder/golden/web")},
			Lifecycle:        pulumi.Bool(true),
		})
		if err != nil {
			return err
		}
		ctx.Export("roleArn", target.RoleArn)
		ctx.Export("keyPolicyStatements", target.KeyPolicyStatements)
		ctx.Export("stackSetTemplate", target.StackSetTemplate)
		return nil
	})
}
