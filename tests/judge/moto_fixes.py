"""Where moto differs from AWS in a way that would show as a difference of the provider. Each fix says what AWS does."""

from inspect import signature

import xmltodict
from moto.ec2.models.launch_templates import LaunchTemplateBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.s3.models import S3Backend
from moto.s3.responses import S3Response


def tags_of_new_buckets():
    """A bucket is created with the tags in the request.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html
    """
    place_of, create = S3Response._get_location_constraint, S3Backend.create_bucket

    def place_and_tags_of(self):
        self.backend.tags_to_come = tags_in(self.body)
        return place_of(self)

    def create_with_tags(self, bucket_name, *args, **kwargs):
        bucket = create(self, bucket_name, *args, **kwargs)
        if tags := getattr(self, "tags_to_come", {}):
            self.put_bucket_tagging(bucket_name, tags)
        return bucket

    S3Response._get_location_constraint = place_and_tags_of
    S3Backend.create_bucket = create_with_tags


def tags_in(body):
    if not body:
        return {}
    configuration = xmltodict.parse(body, force_list=["Tag"]).get("CreateBucketConfiguration") or {}
    tags = (configuration.get("Tags") or {}).get("Tag") or []
    return {tag["Key"]: tag["Value"] or "" for tag in tags}


def tags_of_launch_templates():
    """A launch template's own tags are not in its data, which has the tags of what is launched.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateTagSpecificationRequest.html
    """
    create = LaunchTemplateBackend.create_launch_template

    def create_without_own_tags(self, name, description, template_data, tag_spec):
        launched = [
            each
            for each in template_data.pop("TagSpecifications", [])
            if each.get("ResourceType") != "launch-template"
        ]
        if launched:
            template_data["TagSpecifications"] = launched
        return create(self, name, description, template_data, tag_spec)

    LaunchTemplateBackend.create_launch_template = create_without_own_tags


def descriptions_of_rules():
    """A rule for a prefix list or a group has a description, as one for addresses has.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrefixListId.html
    """
    make = SecurityGroupRule.__init__

    def make_described(self, *args, **kwargs):
        make(self, *args, **kwargs)
        given = signature(make).bind(self, *args, **kwargs).arguments
        described = given.get("prefix_list_id") or given.get("source_group") or {}
        self.own_description = described.get("Description")

    SecurityGroupRule.__init__ = make_described
    SecurityGroupRule.description = property(
        lambda self: self.ip_range.get("Description") or self.own_description
    )


def apply():
    descriptions_of_rules()
    tags_of_new_buckets()
    tags_of_launch_templates()
