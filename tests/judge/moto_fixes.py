"""Where moto differs from AWS in a way that would show as a difference of the provider. Each fix says what AWS does."""

import xmltodict
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


def apply():
    tags_of_new_buckets()
