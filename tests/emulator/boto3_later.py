"""What happens to an image after its build, with boto3: a retry, a distribution of its own, states, packages and logs.

Usage: python boto3_later.py <endpoint>
"""

import json
import sys
import time
import urllib.parse
import urllib.request

import boto3


def client_of(service, region="eu-west-1"):
    return boto3.client(
        service,
        endpoint_url=sys.argv[1],
        region_name=region,
        aws_access_key_id="444455556666",
        aws_secret_access_key="no secret is needed",
    )


def record(kind, name, properties):
    body = json.dumps({"account": "444455556666", "region": "eu-west-1", "properties": properties}).encode()
    path = f"{sys.argv[1]}/_sandbox/resources/{urllib.parse.quote(kind, safe='')}/{urllib.parse.quote(name, safe='')}"
    urllib.request.urlopen(urllib.request.Request(path, body, method="PUT"))


client = client_of("imagebuilder")
logs = client_of("logs")
ec2 = client_of("ec2")
seen = {}


def ended(arn):
    while True:
        image = client.get_image(imageBuildVersionArn=arn)["image"]
        if image["state"]["status"] in ("AVAILABLE", "FAILED"):
            return image
        time.sleep(0.01)


component = client.create_component(
    name="check",
    semanticVersion="1.0.0",
    platform="Linux",
    data=json.dumps(
        {
            "schemaVersion": "1.0",
            "phases": [
                {
                    "name": "build",
                    "steps": [
                        {"name": "Install", "action": "ExecuteBash", "inputs": {"commands": ["dnf install -y nginx-1.26.2"]}}
                    ],
                },
                {
                    "name": "test",
                    "steps": [
                        {"name": "Port", "action": "ExecuteBash", "inputs": {"commands": ["echo port 80 is closed", "exit 3"]}}
                    ],
                },
            ],
        }
    ),
)["componentBuildVersionArn"]
recipe = client.create_image_recipe(
    name="web",
    semanticVersion="1.0.0",
    parentImage="arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x",
    components=[{"componentArn": component}],
)["imageRecipeArn"]
infrastructure = client.create_infrastructure_configuration(name="web", instanceProfileName="builder")[
    "infrastructureConfigurationArn"
]
distribution = client.create_distribution_configuration(
    name="web", distributions=[{"region": "us-east-1", "amiDistributionConfiguration": {}}]
)["distributionConfigurationArn"]
image = client.create_image(imageRecipeArn=recipe, infrastructureConfigurationArn=infrastructure)["imageBuildVersionArn"]

context = ended(image)["state"]["failureContext"]
failure = context["componentFailure"]
seen["failure"] = [context["imageStatus"], failure["phaseName"], failure["stepName"], failure["action"]]
log = {"logGroupName": "/aws/imagebuilder/web", "logStreamName": "1.0.0/1"}
seen["log"] = [event["message"] for event in logs.get_log_events(**log, limit=3)["events"]]
first = logs.get_log_events(**log, limit=2, startFromHead=True)
second = logs.get_log_events(**log, limit=2, nextToken=first["nextForwardToken"])
seen["pages"] = [len(first["events"]), first["events"][0]["message"] != second["events"][0]["message"]]
seen["retried"] = client.retry_image(imageBuildVersionArn=image)["imageBuildVersionArn"] == image
ended(image)
seen["runs"] = [
    f"{run['type']} {run['retried']}"
    for run in client.list_workflow_executions(imageBuildVersionArn=image)["workflowExecutions"]
]
packages = client.list_image_packages(imageBuildVersionArn=image)["imagePackageList"]
seen["packages"] = [each["packageVersion"] for each in packages if each["packageName"] == "nginx"]

built = ended(
    client.create_image(
        imageRecipeArn=recipe,
        infrastructureConfigurationArn=infrastructure,
        imageTestsConfiguration={"imageTestsEnabled": False},
    )["imageBuildVersionArn"]
)
record(
    "aws:iam/role:Role",
    "cleaner",
    {
        "assumeRolePolicy": json.dumps(
            {
                "Statement": {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": "imagebuilder.amazonaws.com"},
                }
            }
        )
    },
)
record(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "cleaner",
    {
        "role": "cleaner",
        "policyArn": "arn:aws:iam::aws:policy/service-role/EC2ImageBuilderLifecycleExecutionPolicy",
    },
)
distributed = ended(
    client.distribute_image(
        sourceImage=built["arn"], distributionConfigurationArn=distribution, executionRole="distributor"
    )["imageBuildVersionArn"]
)
seen["distributed"] = [distributed["arn"].split("/", 1)[1], [ami["region"] for ami in distributed["outputResources"]["amis"]]]
seen["phases"] = [
    run["type"] for run in client.list_workflow_executions(imageBuildVersionArn=distributed["arn"])["workflowExecutions"]
]

execution = client.start_resource_state_update(
    resourceArn=distributed["arn"],
    state={"status": "DELETED"},
    executionRole="arn:aws:iam::444455556666:role/cleaner",
    includeResources={"amis": True, "snapshots": True},
)["lifecycleExecutionId"]
while (state := client.get_lifecycle_execution(lifecycleExecutionId=execution)["lifecycleExecution"]["state"])[
    "status"
] == "IN_PROGRESS":
    time.sleep(0.01)
seen["deleted"] = [
    state["status"],
    client.get_image(imageBuildVersionArn=distributed["arn"])["image"]["state"]["status"],
    len(client_of("ec2", "us-east-1").describe_images()["Images"]),
    len(client_of("ec2", "us-east-1").describe_snapshots()["Snapshots"]),
]
resources = client.list_lifecycle_execution_resources(
    lifecycleExecutionId=execution, parentResourceId=distributed["arn"]
)["resources"]
seen["resources"] = [[each["region"], each["action"]["name"], each["state"]["status"]] for each in resources]

ami = built["outputResources"]["amis"][0]["image"]
ec2.disable_image(ImageId=ami)
seen["disabled"] = [
    len(ec2.describe_images(ImageIds=[ami])["Images"]),
    ec2.describe_images(ImageIds=[ami], IncludeDisabled=True)["Images"][0]["State"],
]
ec2.enable_image(ImageId=ami)
result = ec2.deregister_image(ImageId=ami, DeleteAssociatedSnapshots=True)
seen["deregistered"] = [result["Return"], [each["ReturnCode"] for each in result["DeleteSnapshotResults"]]]

json.dump(seen, sys.stdout)
