"""Takes container recipes, workflows and lifecycle policies through their life with boto3, and prints what was seen.

Usage: python boto3_other_kinds.py <endpoint>
"""

import json
import sys
import time

import boto3

client = boto3.client(
    "imagebuilder",
    endpoint_url=sys.argv[1],
    region_name="eu-west-1",
    aws_access_key_id="444455556666",
    aws_secret_access_key="no secret is needed",
)
seen = {}

recipe = client.create_container_recipe(
    name="web",
    semanticVersion="1.0.0",
    containerType="DOCKER",
    parentImage="public.ecr.aws/amazonlinux/amazonlinux:2023",
    dockerfileTemplateData="\n".join(
        [
            "FROM {{{ imagebuilder:parentImage }}}",
            "{{{ imagebuilder:environments }}}",
            "{{{ imagebuilder:components }}}",
        ]
    ),
    targetRepository={"service": "ECR", "repositoryName": "web"},
)["containerRecipeArn"]
workflow = client.create_workflow(
    name="smoke",
    semanticVersion="1.0.0",
    type="TEST",
    data=json.dumps({"schemaVersion": "1.0", "steps": [{"name": "Launch", "action": "LaunchInstance"}]}),
)["workflowBuildVersionArn"]
policy = client.create_lifecycle_policy(
    name="old",
    executionRole="cleaner",
    resourceType="CONTAINER_IMAGE",
    policyDetails=[
        {"action": {"type": "DELETE", "includeResources": {"containers": True}}, "filter": {"type": "COUNT", "value": 3}}
    ],
    resourceSelection={"recipes": [{"name": "web", "semanticVersion": "x.x.x"}]},
)["lifecyclePolicyArn"]
pipeline = client.create_image_pipeline(
    name="web",
    containerRecipeArn=recipe,
    infrastructureConfigurationArn=client.create_infrastructure_configuration(
        name="web", instanceProfileName="builder"
    )["infrastructureConfigurationArn"],
    executionRole="executor",
    workflows=[
        {"workflowArn": "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-container/x.x.x"},
        {"workflowArn": workflow},
    ],
    imageScanningConfiguration={"imageScanningEnabled": True},
)["imagePipelineArn"]

image = client.start_image_pipeline_execution(imagePipelineArn=pipeline)["imageBuildVersionArn"]
while (state := client.get_image(imageBuildVersionArn=image)["image"])["state"]["status"] not in ("AVAILABLE", "FAILED"):
    time.sleep(0.01)
seen["containers"] = state["outputResources"]["containers"]
seen["created"] = client.get_lifecycle_policy(lifecyclePolicyArn=policy)["lifecyclePolicy"]["dateCreated"].year > 2000
seen["findings"] = client.list_image_scan_findings()["findings"]
seen["lists"] = [
    [each["arn"] for each in client.list_container_recipes()["containerRecipeSummaryList"]] == [recipe],
    [each["arn"] for each in client.list_lifecycle_policies()["lifecyclePolicySummaryList"]] == [policy],
    [each["name"] for each in client.list_workflows(owner="Self")["workflowVersionList"]],
]

client.delete_lifecycle_policy(lifecyclePolicyArn=policy)
client.delete_image_pipeline(imagePipelineArn=pipeline)
client.delete_workflow(workflowBuildVersionArn=workflow)
client.delete_container_recipe(containerRecipeArn=recipe)
seen["left"] = len(client.list_container_recipes()["containerRecipeSummaryList"])

json.dump(seen, sys.stdout)
