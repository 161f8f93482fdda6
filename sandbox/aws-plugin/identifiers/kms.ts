import { randomUUID } from "node:crypto";
import { arnIn, type Identifiers, idOf } from "./identify";

export const kms: Identifiers = {
  "aws:kms/key:Key": (_inputs, place) => {
    const id = randomUUID();
    return { id, computed: { arn: arnIn(place, "kms", `key/${id}`), keyId: id } };
  },
  "aws:kms/alias:Alias": ({ name, targetKeyId }, place) => {
    const key = String(targetKeyId);
    const targetKeyArn = key.startsWith("arn:") ? key : arnIn(place, "kms", `key/${key}`);
    return { id: String(name), computed: { arn: arnIn(place, "kms", String(name)), targetKeyArn } };
  },
  "aws:kms/keyPolicy:KeyPolicy": idOf("keyId"),
};
