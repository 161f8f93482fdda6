"""Takes every resource through its life with boto3, as any user of it would, and prints what was seen as JSON.

Usage: python boto3_life_cycle.py <endpoint>
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


def refused(call, **arguments):
    try:
        call(**arguments)
    except client.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    return None


component = client.create_component(
    name="Web Server",
    semanticVersion="1.2.3",
    platform="Linux",
    data=json.dumps(
        {
            "schemaVersion": "1.0",
            "parameters": [{"Package": {"type": "string", "description": "What to install"}}],
            "phases": [
                {
                    "name": phase,
                    "steps": [{"name": "Step", "action": "ExecuteBash", "inputs": {"commands": ["echo {{ Package }}"]}}],
                }
                for phase in ("build", "test")
            ],
        }
    ),
    tags={"team": "web"},
)["componentBuildVersionArn"]
recipe = client.create_image_recipe(
    name="web",
    semanticVersion="1.0.0",
    parentImage="ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    components=[{"componentArn": component, "parameters": [{"name": "Package", "value": ["nginx"]}]}],
    blockDeviceMappings=[{"deviceName": "/dev/xvda", "ebs": {"volumeType": "gp3", "volumeSize": 20, "encrypted": True}}],
)["imageRecipeArn"]
infrastructure = client.create_infrastructure_configuration(name="web", instanceProfileName="builder")[
    "infrastructureConfigurationArn"
]
client.update_infrastructure_configuration(
    infrastructureConfigurationArn=infrastructure, instanceProfileName="builder", instanceTypes=["m7i.large"]
)
distribution = client.create_distribution_configuration(
    name="web", distributions=[{"region": "eu-west-1", "licenseConfigurationArns": [
        "arn:aws:license-manager:eu-west-1:444455556666:license-configuration:lic-" + "0" * 32]}]
)["distributionConfigurationArn"]
client.update_distribution_configuration(
    distributionConfigurationArn=distribution,
    distributions=[
        {
            "region": region,
            "amiDistributionConfiguration": {"name": "web-{{ imagebuilder:buildDate }}", "amiTags": {"team": "web"}},
        }
        for region in ("eu-west-1", "us-east-1")
    ],
)
pipeline = client.create_image_pipeline(
    name="web",
    imageRecipeArn=recipe,
    infrastructureConfigurationArn=infrastructure,
    distributionConfigurationArn=distribution,
    schedule={"scheduleExpression": "cron(0 3 ? * SUN *)", "timezone": "Europe/Berlin"},
)["imagePipelineArn"]
client.update_image_pipeline(
    imagePipelineArn=pipeline,
    imageRecipeArn=recipe,
    infrastructureConfigurationArn=infrastructure,
    distributionConfigurationArn=distribution,
    schedule={"scheduleExpression": "rate(7 days)"},
)

client.tag_resource(resourceArn=component, tags={"stage": "dev", "cost": "42"})
client.untag_resource(resourceArn=component, tagKeys=["team", "cost"])
seen["tags"] = client.list_tags_for_resource(resourceArn=component)["tags"]

seen["componentType"] = client.get_component(componentBuildVersionArn=component)["component"]["type"]
seen["instanceTypes"] = client.get_infrastructure_configuration(infrastructureConfigurationArn=infrastructure)[
    "infrastructureConfiguration"
]["instanceTypes"]
seen["schedule"] = client.get_image_pipeline(imagePipelineArn=pipeline)["imagePipeline"]["schedule"]
seen["inUse"] = [
    refused(client.delete_component, componentBuildVersionArn=component),
    refused(client.delete_image_recipe, imageRecipeArn=recipe),
    refused(client.delete_infrastructure_configuration, infrastructureConfigurationArn=infrastructure),
    refused(client.delete_distribution_configuration, distributionConfigurationArn=distribution),
]

image = client.start_image_pipeline_execution(imagePipelineArn=pipeline, tags={"commit": "abc"})["imageBuildVersionArn"]
while (state := client.get_image(imageBuildVersionArn=image)["image"])["state"]["status"] not in ("AVAILABLE", "FAILED"):
    time.sleep(0.01)
seen["image"] = {"arn": image, "tags": state["tags"], "status": state["state"]["status"]}
seen["amis"] = [{key: ami[key] for key in ("region", "accountId")} for ami in state["outputResources"]["amis"]]
seen["steps"] = {
    run["type"]: [
        f"{step['name']} {step['status']}"
        for step in client.list_workflow_step_executions(workflowExecutionId=run["workflowExecutionId"])["steps"]
    ]
    for run in client.list_workflow_executions(imageBuildVersionArn=image)["workflowExecutions"]
}
seen["lists"] = [
    len(client.list_components(owner="Self")["componentVersionList"]),
    len(client.list_image_recipes()["imageRecipeSummaryList"]),
    len(client.list_infrastructure_configurations()["infrastructureConfigurationSummaryList"]),
    client.list_distribution_configurations()["distributionConfigurationSummaryList"][0]["regions"],
    len(client.list_image_pipelines()["imagePipelineList"]),
    len(client.list_image_pipeline_images(imagePipelineArn=pipeline)["imageSummaryList"]),
]

client.delete_image(imageBuildVersionArn=image)
client.delete_image_pipeline(imagePipelineArn=pipeline)
client.delete_distribution_configuration(distributionConfigurationArn=distribution)
client.delete_infrastructure_configuration(infrastructureConfigurationArn=infrastructure)
client.delete_image_recipe(imageRecipeArn=recipe)
client.delete_component(componentBuildVersionArn=component)
seen["gone"] = refused(client.get_component, componentBuildVersionArn=component)

json.dump(seen, sys.stdout)
