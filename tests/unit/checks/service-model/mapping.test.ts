// The mapping from inputs of @pulumi/aws's Image Builder classes to AWS's API is whole: every input goes somewhere.

import { readFileSync } from "node:fs";
import { expect } from "chai";
import ts from "typescript";
import {
  createOperations,
  createRequest,
  exceptionAt,
} from "../../../../provider/src/checks/service-model/mapping";
import { operations, shapeOf } from "../../../../provider/src/checks/service-model/model";
import { Lifted } from "../../../../provider/src/protocol/values";

const folder = "node_modules/@pulumi/aws";

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(`${folder}/${file}`, "utf8"), ts.ScriptTarget.Latest);

function interfacesIn(nodes: Iterable<ts.Node>): Map<string, ts.InterfaceDeclaration> {
  const found = [...nodes].filter(ts.isInterfaceDeclaration);
  return new Map(found.map((each) => [each.name.text, each]));
}

/** The interfaces of nested inputs, which all classes share. */
function nestedInputs(): Map<string, ts.InterfaceDeclaration> {
  for (const statement of parse("types/input.d.ts").statements) {
    if (!ts.isModuleDeclaration(statement) || statement.name.text !== "imagebuilder") continue;
    if (statement.body && ts.isModuleBlock(statement.body)) return interfacesIn(statement.body.statements);
  }
  throw new Error("@pulumi/aws has no inputs of Image Builder");
}

/** The type without `pulumi.Input<…>` and `| undefined` around it. */
function bare(type: ts.TypeNode): ts.TypeNode {
  if (ts.isUnionTypeNode(type)) {
    const [only] = type.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
    return bare(only as ts.TypeNode);
  }
  if (ts.isTypeReferenceNode(type) && ts.isQualifiedName(type.typeName) && type.typeArguments) {
    if (type.typeName.right.text === "Input") return bare(type.typeArguments[0] as ts.TypeNode);
  }
  return type;
}

/** What of the inputs leads to no member of the shape. */
function lost(
  nested: ReadonlyMap<string, ts.InterfaceDeclaration>,
  { members }: ts.InterfaceDeclaration,
  shapeName: string,
  path = "",
): string[] {
  return members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = (member.name as ts.Identifier).text;
    const at = path === "" ? name : `${path}.${name}`;
    const { to = [name], as, unsent } = exceptionAt(at);
    if (unsent) return [];
    let shape: string | undefined = shapeName;
    for (const part of to) shape = shape && shapeOf(shape).members?.[part]?.shape;
    if (shape === undefined || member.type === undefined) return [at];
    return lostBelow(nested, bare(member.type), shape, at, as !== undefined);
  });
}

function lostBelow(
  nested: ReadonlyMap<string, ts.InterfaceDeclaration>,
  type: ts.TypeNode,
  shape: string,
  path: string,
  changed: boolean,
): string[] {
  const { type: kind, member, value } = shapeOf(shape);
  if (ts.isArrayTypeNode(type)) {
    return kind === "list"
      ? lostBelow(nested, bare(type.elementType), member ?? "", `${path}[]`, false)
      : [path];
  }
  if (ts.isTypeReferenceNode(type) && ts.isQualifiedName(type.typeName)) {
    const inner = nested.get(type.typeName.right.text);
    return inner && kind === "structure" ? lost(nested, inner, shape, path) : [path];
  }
  if (ts.isTypeLiteralNode(type)) return kind === "map" && value !== undefined ? [] : [path];
  const kinds: Partial<Record<ts.SyntaxKind, readonly string[]>> = {
    [ts.SyntaxKind.StringKeyword]: ["string"],
    [ts.SyntaxKind.BooleanKeyword]: ["boolean"],
    [ts.SyntaxKind.NumberKeyword]: ["integer", "long", "double"],
  };
  // Where the form differs there must be a conversion.
  return changed || kinds[type.kind]?.includes(kind) ? [] : [`${path} (form)`];
}

describe("The mapping from inputs to AWS's requests", () => {
  const nested = nestedInputs();

  for (const [type, operation] of Object.entries(createOperations)) {
    it(`covers every input of ${type}`, () => {
      const [, module = "", className] = /:imagebuilder\/(\w+):(\w+)$/.exec(type) ?? [];
      const args = interfacesIn(parse(`imagebuilder/${module}.d.ts`).statements).get(`${className}Args`);
      if (!args) throw new Error(`${className} has no inputs`);
      expect(args.members.length).to.be.above(4);
      expect(lost(nested, args, operations()[operation]?.input ?? "")).to.deep.equal([]);
    });
  }

  it("reports an input that maps to nothing", () => {
    const source = "interface A { name?: pulumi.Input<string>; fancy?: pulumi.Input<boolean>; }";
    const [args] = interfacesIn(
      ts.createSourceFile("a.ts", source, ts.ScriptTarget.Latest).statements,
    ).values();
    expect(lost(nested, args as ts.InterfaceDeclaration, "CreateImageRecipeRequest")).to.deep.equal([
      "fancy",
    ]);
  });

  it("converts inputs of another form", () => {
    const request = createRequest({
      region: "eu-west-1",
      version: "1.0.0",
      components: [{ componentArn: "arn", parameters: [{ name: "A", value: "1" }] }],
      blockDeviceMappings: [{ noDevice: true, ebs: { encrypted: "true", deleteOnTermination: "" } }],
      systemsManagerAgent: { uninstallAfterBuild: true },
      userDataBase64: "ZWNobw==",
      tags: {},
    });
    expect(request.value).to.deep.equal({
      semanticVersion: "1.0.0",
      components: [{ componentArn: "arn", parameters: [{ name: "A", value: ["1"] }] }],
      blockDeviceMappings: [{ noDevice: "", ebs: { encrypted: true } }],
      additionalInstanceConfiguration: {
        systemsManagerAgent: { uninstallAfterBuild: true },
        userDataOverride: "ZWNobw==",
      },
    });
    expect(request.inputPath(["additionalInstanceConfiguration", "userDataOverride"])).to.deep.equal([
      "userDataBase64",
    ]);
    expect(request.inputPath(["components", 0, "parameters", 0, "value", 0])).to.deep.equal([
      "components",
      0,
      "parameters",
      0,
      "value",
    ]);
  });

  it("keeps unknowns and secrets", () => {
    const request = createRequest({
      name: new Lifted("x", true, true),
      description: new Lifted(undefined, false, false),
    });
    expect([request.secret, request.unknown]).to.deep.equal([[["name"]], [["description"]]]);
  });
});
