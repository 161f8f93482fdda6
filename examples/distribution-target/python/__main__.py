import pulumi
import pulumi_goldenimage as goldenimage

# Deployed in each account that receives copies, before the account that builds lists it in `copy_to`.
builder = "123456789012"
regions = ["eu-west-1", "eu-central-1", "us-east-1"]

target = goldenimage.DistributionTarget(
    "images",
    source_account_ids=[builder],
    regions=regions,
    kms_key_arns=[
        f"arn:aws:kms:{region}:{builder}:key/00000000-0000-0000-0000-000000000000" for region in regions
    ],
    parameter_names=["/imagebuilder/golden/web"],
    lifecycle=True,
)
pulumi.export("roleArn", target.role_arn)
pulumi.export("keyPolicyStatements", target.key_policy_statements)
pulumi.export("stackSetTemplate", target.stack_set_template)
