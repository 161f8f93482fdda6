"""Image Builder's neighbours for the judge: moto as a server, on a free port of the loopback.

It prints its address. GET /_sandbox/records answers what there is in the form in which the emulator of Image Builder
keeps it, so that the emulator sees the roles, buckets and topics that the real provider has made here. What the
emulator asks for is there, and beyond that whatever a destroyed stack might leave behind. The server ends
when its standard input does.
"""

import json
import sys
import threading

from moto.backends import get_backend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

import moto_fixes


def accounts(service):
    """Each account's and region's part of a service. IAM and S3 have one part a partition."""
    for account, regions in list(get_backend(service).items()):
        for region, backend in list(regions.items()):
            yield account, region, backend


def tags_of(tags):
    """Tags in the one form; moto has several."""
    if isinstance(tags, list):
        return {tag.get("Key", tag.get("key")): tag.get("Value", tag.get("value")) for tag in tags}
    return {key: value["Value"] if isinstance(value, dict) else value for key, value in (tags or {}).items()}


def iam():
    for account, _, backend in accounts("iam"):
        for role in backend.roles.values():
            yield account, "", "aws:iam/role:Role", role.name, {
                "arn": role.arn,
                "name": role.name,
                "path": role.path,
                "assumeRolePolicy": role.assume_role_policy_document,
            }
            for name, policy in role.policies.items():
                yield account, "", "aws:iam/rolePolicy:RolePolicy", f"{role.name}:{name}", {
                    "role": role.name,
                    "policy": policy,
                }
            for arn in role.managed_policies:
                yield account, "", "aws:iam/rolePolicyAttachment:RolePolicyAttachment", f"{role.name}/{arn}", {
                    "role": role.name,
                    "policyArn": arn,
                }
        for arn, policy in backend.managed_policies.items():
            # AWS's own are known to the emulator, as far as it goes.
            if f":{account}:" in arn:
                yield account, "", "aws:iam/policy:Policy", arn, {"arn": arn, "policy": policy.document}
        for profile in backend.instance_profiles.values():
            yield account, "", "aws:iam/instanceProfile:InstanceProfile", profile.name, {
                "arn": profile.arn,
                "name": profile.name,
                "role": profile.roles[0].name if profile.roles else None,
            }


def s3():
    for account, _, backend in accounts("s3"):
        for bucket in list(backend.buckets.values()):
            place = account, bucket.region_name
            yield *place, "aws:s3/bucket:Bucket", bucket.name, {"arn": bucket.arn, "bucket": bucket.name}
            for key in list(bucket.keys.values()):
                yield *place, "aws:s3/bucketObjectv2:BucketObjectv2", f"{bucket.name}/{key.name}", {
                    "bucket": bucket.name,
                    "key": key.name,
                    "content": key.value.decode("utf-8", "replace"),
                }


def ecr():
    for account, region, backend in accounts("ecr"):
        for name, repository in backend.repositories.items():
            yield account, region, "aws:ecr/repository:Repository", name, {
                "arn": repository.arn,
                "name": name,
                "imageTagMutability": repository.image_tag_mutability,
                "imageTagMutabilityExclusionFilters": repository.image_tag_mutability_exclusion_filters or [],
                "tagsAll": tags_of(backend.tagger.list_tags_for_resource(repository.arn).get("Tags")),
            }


def sns():
    for account, region, backend in accounts("sns"):
        for arn, topic in backend.topics.items():
            yield account, region, "aws:sns/topic:Topic", arn, {"arn": arn, "name": topic.name}
            yield account, region, "aws:sns/topicPolicy:TopicPolicy", arn, {"arn": arn, "policy": topic.policy}


def events():
    for account, region, backend in accounts("events"):
        for bus in backend.event_buses.values():
            for rule in bus.rules.values():
                yield account, region, "aws:cloudwatch/eventRule:EventRule", rule.name, {
                    "name": rule.name,
                    "eventBusName": bus.name,
                    "eventPattern": rule.event_pattern.dump() if rule.event_pattern else None,
                    "state": rule.state,
                }
                for target in rule.targets:
                    yield account, region, "aws:cloudwatch/eventTarget:EventTarget", f"{rule.name}-{target['Id']}", {
                        "rule": rule.name,
                        "eventBusName": bus.name,
                        "arn": target["Arn"],
                        "roleArn": target.get("RoleArn"),
                    }


def logs():
    for account, region, backend in accounts("logs"):
        for name in backend.groups:
            yield account, region, "aws:cloudwatch/logGroup:LogGroup", name, {"name": name}


def kms():
    for account, region, backend in accounts("kms"):
        for key in backend.keys.values():
            # AWS's own keys come by themselves, and a deleted key stays until its time has passed.
            if key.key_manager == "CUSTOMER" and key.key_state != "PendingDeletion":
                yield account, region, "aws:kms/key:Key", key.id, {"arn": key.arn}


def ec2():
    for account, region, backend in accounts("ec2"):
        for vpc in list(backend.vpcs.values()):
            if not vpc.is_default:
                yield account, region, "aws:ec2/vpc:Vpc", vpc.id, {"cidrBlock": vpc.cidr_block}
        for template in backend.launch_templates.values():
            yield account, region, "aws:ec2/launchTemplate:LaunchTemplate", template.id, {
                "name": template.name,
                "latestVersion": template.latest_version_number,
                "defaultVersion": template.default_version_number,
                "tags": tags_of(template.get_tags()),
            }


def ssm():
    for account, region, backend in accounts("ssm"):
        # By attribute: asking for a parameter would load all that AWS publishes.
        for name, versions in dict.items(backend._parameters):
            if name.startswith("/aws/") or not versions:
                continue
            yield account, region, "aws:ssm/parameter:Parameter", name, {
                "name": name,
                "value": versions[-1].value,
            }


def records():
    kinds = iam, s3, ecr, sns, events, logs, kms, ec2, ssm
    return [
        {"account": account, "region": region, "type": type_, "id": id_, "properties": properties}
        for kind in kinds
        for account, region, type_, id_, properties in kind()
    ]


def with_records(moto):
    def application(environ, start_response):
        if environ["PATH_INFO"] != "/_sandbox/records":
            return moto(environ, start_response)
        body = json.dumps(records()).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return application


class Quiet(WSGIRequestHandler):
    def log_request(self, *_args):
        pass


def main():
    moto_fixes.apply()
    server = make_server(
        "127.0.0.1",
        0,
        with_records(DomainDispatcherApplication(create_backend_app)),
        threaded=True,
        request_handler=Quiet,
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
