"""Every kind of mistake at once, with a secret beside each."""

import pulumi
import pulumi_goldenimage as goldenimage

planted = pulumi.Output.secret("planted-secret")

goldenimage.ImageDistribution(
    "wrong-distribution",
    regions={"eu-wst-1": {}, "eu-west-1": {"share": {"accounts": []}, "amiDescription": planted}},
    description=planted,
)
goldenimage.GoldenImage(
    "wrong-image",
    name="Bad Name!",
    region="eu-wst-1",
    architecture=planted,
    source={"os": "debian-12", "amiId": planted},
    customize=[{"shel": [planted]}, {"documentFile": "missing.yaml", "name": planted}],
    schedule={"cron": "0 3 * * * *", "timeZone": planted},
    build={"metadataHopLimit": 1.5, "logRetentionDys": planted, "keyPair": planted},
    tests={"steps": [{"shell": [planted], "nam": "x"}]},
    tags={"secret": planted},
)
