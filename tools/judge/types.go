package main

// The types and functions that goldenimage and the tests use, under pulumi-aws's tokens. What is written beside a token
// is where pulumi-aws departs from the bridge's own mapping (its provider/resource_overrides.go), with the reason.

import (
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

type fields = map[string]*tfbridge.SchemaInfo

var resources = map[string]*tfbridge.ResourceInfo{
	"aws_cloudwatch_event_rule": {
		Tok: resourceToken("cloudwatch", "EventRule"),
		// EventBridge takes 64 characters.
		Fields: fields{"name": tfbridge.AutoName("name", 64, "-")},
	},
	"aws_cloudwatch_event_target": {
		Tok: resourceToken("cloudwatch", "EventTarget"),
		// A target has an ID and no name.
		Fields: fields{"target_id": tfbridge.AutoName("targetId", 255, "-")},
	},
	"aws_cloudwatch_log_group": {Tok: resourceToken("cloudwatch", "LogGroup")},

	"aws_ami":                           {Tok: resourceToken("ec2", "Ami")},
	"aws_ec2_image_block_public_access": {Tok: resourceToken("ec2", "ImageBlockPublicAccess")},
	"aws_launch_template":               {Tok: resourceToken("ec2", "LaunchTemplate")},
	"aws_route_table":                   {Tok: resourceToken("ec2", "RouteTable")},
	"aws_route_table_association":       {Tok: resourceToken("ec2", "RouteTableAssociation")},
	"aws_security_group": {
		Tok: resourceToken("ec2", "SecurityGroup"),
		Fields: fields{
			"description": managedByPulumi,
			// EC2's own words have no plural.
			"ingress": {Name: "ingress"},
			"egress":  {Name: "egress"},
		},
	},
	"aws_subnet":                          {Tok: resourceToken("ec2", "Subnet")},
	"aws_vpc":                             {Tok: resourceToken("ec2", "Vpc")},
	"aws_vpc_endpoint":                    {Tok: resourceToken("ec2", "VpcEndpoint")},
	"aws_vpc_security_group_egress_rule":  {Tok: resourceToken("vpc", "SecurityGroupEgressRule")},
	"aws_vpc_security_group_ingress_rule": {Tok: resourceToken("vpc", "SecurityGroupIngressRule")},

	"aws_ecr_lifecycle_policy": {
		Tok:    resourceToken("ecr", "LifecyclePolicy"),
		Fields: fields{"policy": jsonDocument},
		// A repository has one policy: to delete the old one last would delete the new one.
		DeleteBeforeReplace: true,
	},
	"aws_ecr_repository":        {Tok: resourceToken("ecr", "Repository")},
	"aws_ecr_repository_policy": {Tok: resourceToken("ecr", "RepositoryPolicy"), Fields: fields{"policy": jsonDocument}},

	"aws_iam_instance_profile": {Tok: resourceToken("iam", "InstanceProfile")},
	"aws_iam_policy":           {Tok: resourceToken("iam", "Policy"), Fields: fields{"policy": jsonDocument}},
	"aws_iam_role": {
		Tok: resourceToken("iam", "Role"),
		Fields: fields{
			// IAM takes 64 characters.
			"name":               tfbridge.AutoName("name", 64, "-"),
			"assume_role_policy": jsonDocument,
			"inline_policy":      {Elem: &tfbridge.SchemaInfo{Fields: fields{"name": tfbridge.AutoName("name", 128, "-")}}},
		},
	},
	"aws_iam_role_policy": {Tok: resourceToken("iam", "RolePolicy"), Fields: fields{"policy": jsonDocument}},
	"aws_iam_role_policy_attachment": {
		Tok: resourceToken("iam", "RolePolicyAttachment"),
		// Old and new are the same attachment: to delete the old one last would delete the new one.
		DeleteBeforeReplace: true,
	},

	"aws_imagebuilder_component":                    {Tok: resourceToken("imagebuilder", "Component")},
	"aws_imagebuilder_container_recipe":             {Tok: resourceToken("imagebuilder", "ContainerRecipe")},
	"aws_imagebuilder_distribution_configuration":   {Tok: resourceToken("imagebuilder", "DistributionConfiguration")},
	"aws_imagebuilder_image_pipeline":               {Tok: resourceToken("imagebuilder", "ImagePipeline")},
	"aws_imagebuilder_image_recipe":                 {Tok: resourceToken("imagebuilder", "ImageRecipe")},
	"aws_imagebuilder_infrastructure_configuration": {Tok: resourceToken("imagebuilder", "InfrastructureConfiguration")},
	"aws_imagebuilder_lifecycle_policy":             {Tok: resourceToken("imagebuilder", "LifecyclePolicy")},
	"aws_imagebuilder_workflow":                     {Tok: resourceToken("imagebuilder", "Workflow")},

	"aws_kms_alias": {
		Tok: resourceToken("kms", "Alias"),
		// KMS wants every alias to begin so.
		Fields: fields{"name": tfbridge.AutoNameWithCustomOptions("name", tfbridge.AutoNameOptions{
			Separator:     "-",
			Maxlen:        238,
			Randlen:       7,
			PostTransform: withPrefix("alias/"),
		})},
	},
	"aws_kms_key":        {Tok: resourceToken("kms", "Key")},
	"aws_kms_key_policy": {Tok: resourceToken("kms", "KeyPolicy")},

	"aws_s3_bucket": {
		Tok: resourceToken("s3", "Bucket"),
		Fields: fields{
			// The name of a bucket is in lower case, and has 63 characters at most.
			"bucket": tfbridge.AutoNameTransform("bucket", 63, strings.ToLower),
			"policy": jsonDocument,
		},
	},
	"aws_s3_bucket_lifecycle_configuration":              {Tok: resourceToken("s3", "BucketLifecycleConfiguration")},
	"aws_s3_bucket_ownership_controls":                   {Tok: resourceToken("s3", "BucketOwnershipControls")},
	"aws_s3_bucket_policy":                               {Tok: resourceToken("s3", "BucketPolicy"), Fields: fields{"policy": jsonDocument}},
	"aws_s3_bucket_public_access_block":                  {Tok: resourceToken("s3", "BucketPublicAccessBlock")},
	"aws_s3_bucket_server_side_encryption_configuration": {Tok: resourceToken("s3", "BucketServerSideEncryptionConfiguration")},
	"aws_s3_bucket_versioning":                           {Tok: resourceToken("s3", "BucketVersioning")},
	"aws_s3_object": {
		// `BucketObject` was taken by an older type.
		Tok: resourceToken("s3", "BucketObjectv2"),
		Fields: fields{
			// The resource's name as it is.
			"key":    {Default: &tfbridge.DefaultInfo{From: tfbridge.FromName(tfbridge.AutoNameOptions{})}},
			"source": {Asset: &tfbridge.AssetTranslation{Kind: tfbridge.FileAsset}},
		},
	},

	"aws_sns_topic": {
		Tok: resourceToken("sns", "Topic"),
		// SNS takes 80 characters. The tests have no FIFO topics, whose names end with .fifo.
		Fields: fields{"name": tfbridge.AutoName("name", 80, "-")},
	},
	"aws_sns_topic_policy": {Tok: resourceToken("sns", "TopicPolicy"), Fields: fields{"policy": jsonDocument}},
	"aws_sns_topic_subscription": {
		Tok: resourceToken("sns", "TopicSubscription"),
		// pulumi-aws takes the topic itself, too.
		Fields: fields{"topic_arn": {Name: "topic"}},
	},

	"aws_ssm_parameter": {Tok: resourceToken("ssm", "Parameter")},
}

var functions = map[string]*tfbridge.DataSourceInfo{
	"aws_ami":                                      {Tok: functionToken("ec2", "getAmi")},
	"aws_caller_identity":                          {Tok: functionToken("index", "getCallerIdentity")},
	"aws_cloudwatch_log_group":                     {Tok: functionToken("cloudwatch", "getLogGroup")},
	"aws_ecr_repository":                           {Tok: functionToken("ecr", "getRepository")},
	"aws_iam_instance_profiles":                    {Tok: functionToken("iam", "getInstanceProfiles")},
	"aws_iam_role":                                 {Tok: functionToken("iam", "getRole")},
	"aws_iam_roles":                                {Tok: functionToken("iam", "getRoles")},
	"aws_imagebuilder_component":                   {Tok: functionToken("imagebuilder", "getComponent")},
	"aws_imagebuilder_distribution_configurations": {Tok: functionToken("imagebuilder", "getDistributionConfigurations")},
	"aws_imagebuilder_image_pipeline":              {Tok: functionToken("imagebuilder", "getImagePipeline")},
	"aws_imagebuilder_image_pipelines":             {Tok: functionToken("imagebuilder", "getImagePipelines")},
	"aws_kms_key":                                  {Tok: functionToken("kms", "getKey")},
	"aws_partition":                                {Tok: functionToken("index", "getPartition")},
	"aws_region":                                   {Tok: functionToken("index", "getRegion")},
	"aws_resourcegroupstaggingapi_resources":       {Tok: functionToken("resourcegroupstaggingapi", "getResources")},
}

var managedByPulumi = &tfbridge.SchemaInfo{Default: &tfbridge.DefaultInfo{Value: "Managed by Pulumi"}}

// jsonDocument takes an object as well as its JSON, as pulumi-aws does for policies.
var jsonDocument = &tfbridge.SchemaInfo{Type: "string", Transform: tfbridge.TransformJSONDocument}

func withPrefix(prefix string) func(*tfbridge.PulumiResource, string) (string, error) {
	return func(_ *tfbridge.PulumiResource, name string) (string, error) {
		if strings.HasPrefix(name, prefix) {
			return name, nil
		}
		return prefix + name, nil
	}
}

func resourceToken(module, name string) tokens.Type {
	return tokens.Type(token(module, name))
}

func functionToken(module, name string) tokens.ModuleMember {
	return tokens.ModuleMember(token(module, name))
}

// token names the file after the member, with a small first letter.
func token(module, name string) string {
	return packageName + ":" + module + "/" + strings.ToLower(name[:1]) + name[1:] + ":" + name
}
