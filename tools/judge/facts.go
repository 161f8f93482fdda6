package main

// What the schemas say of each type, in the shape of the stand-in's table (sandbox/aws-plugin/resource-types.json).

import (
	"context"
	"sort"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

type facts struct {
	Provider  string                   `json:"provider"`
	Bridge    string                   `json:"bridge"`
	Resources map[string]resourceFacts `json:"resources"`
	Functions map[string]functionFacts `json:"functions"`
}

// Paths are inputs' names with a dot between them; a list adds nothing to the path.
type resourceFacts struct {
	Terraform string `json:"terraform"`
	// Whether it is written with Terraform's plugin framework, which keeps the old state of an update that has failed.
	Framework bool `json:"framework,omitempty"`
	// Required top-level inputs. Those of nested objects are in Inputs, as "_required".
	Required []string `json:"required"`
	// A change of one of these replaces the resource, as far as the schema says so. Code may decide on others.
	Replaces []string `json:"replaces"`
	// Optional inputs that keep the provider's value when they are left out: "optional and computed".
	Computed []string `json:"computed"`
	// Lists whose order means nothing.
	Sets []string `json:"sets"`
	// What the provider fills in, by path.
	Defaults map[string]any `json:"defaults"`
	// The input that gets a name of its own where the program gives none.
	AutoNamed string `json:"autoNamed,omitempty"`
	// The input that takes the resource's name as it is.
	NamedAfter          string         `json:"namedAfter,omitempty"`
	DeleteBeforeReplace bool           `json:"deleteBeforeReplace,omitempty"`
	Outputs             []string       `json:"outputs"`
	Inputs              map[string]any `json:"inputs"`
}

type functionFacts struct {
	Terraform string         `json:"terraform"`
	Required  []string       `json:"required"`
	Outputs   []string       `json:"outputs"`
	Inputs    map[string]any `json:"inputs"`
}

func factsOf(p *provider) facts {
	all := facts{
		Provider:  "terraform-provider-aws " + providerVersion,
		Bridge:    "pulumi-terraform-bridge " + bridgeVersion,
		Resources: map[string]resourceFacts{},
		Functions: map[string]functionFacts{},
	}
	framework := p.upstream.frameworkSchemas(context.Background())
	for name, mapped := range resources {
		terraform := p.info.P.ResourcesMap().Get(name).Schema()
		plan, isFramework := framework[name]
		gathered := newGathering()
		gathered.isFramework = isFramework
		inputs := gathered.object(terraform, mapped.Fields, "")
		required := takeRequired(inputs)
		if isFramework {
			gathered.fromFramework(plan, terraform, mapped.Fields)
		}
		if _, ok := inputs["region"]; ok {
			// Not in the schema: code compares the region with the provider's (forceNewIfRegionChanges).
			gathered.add(gathered.replaces, "region")
		}
		all.Resources[string(mapped.Tok)] = resourceFacts{
			Terraform:           name,
			Framework:           isFramework,
			Required:            required,
			Replaces:            sorted(gathered.replaces),
			Computed:            sorted(gathered.computed),
			Sets:                sorted(gathered.sets),
			Defaults:            gathered.defaults,
			AutoNamed:           gathered.autoNamed,
			NamedAfter:          gathered.namedAfter,
			DeleteBeforeReplace: mapped.DeleteBeforeReplace,
			Outputs:             sorted(gathered.outputs),
			Inputs:              inputs,
		}
	}
	for name, mapped := range functions {
		gathered := newGathering()
		// Some are, and no function has defaults.
		gathered.isFramework = true
		inputs := gathered.object(p.info.P.DataSourcesMap().Get(name).Schema(), mapped.Fields, "")
		required := takeRequired(inputs)
		all.Functions[string(mapped.Tok)] = functionFacts{
			Terraform: name,
			Required:  required,
			Outputs:   sorted(gathered.outputs),
			Inputs:    inputs,
		}
	}
	return all
}

type set map[string]struct{}

type gathering struct {
	replaces, computed, sets, outputs set
	defaults                          map[string]any
	autoNamed, namedAfter             string
	isFramework                       bool
}

func newGathering() *gathering {
	return &gathering{replaces: set{}, computed: set{}, sets: set{}, outputs: set{}, defaults: map[string]any{}}
}

func (*gathering) add(to set, path string) { to[path] = struct{}{} }

const requiredKey = "_required"

// object gives the shape of an object's inputs, with "_required" where it has any, and notes what else there is.
func (g *gathering) object(fields shim.SchemaMap, infos map[string]*tfbridge.SchemaInfo, at string) map[string]any {
	shape := map[string]any{}
	required := []string{}
	fields.Range(func(terraformName string, field shim.Schema) bool {
		name := tfbridge.TerraformToPulumiNameV2(terraformName, fields, infos)
		info := infos[terraformName]
		path := join(at, name)
		if !isInput(field) || (info != nil && info.MarkAsComputedOnly != nil && *info.MarkAsComputedOnly) {
			if at == "" && terraformName != "id" {
				g.add(g.outputs, path)
			}
			return true
		}
		if path == "id" || field.Removed() != "" {
			return true
		}
		g.note(field, info, path)
		if field.Required() && !hasDefault(info) {
			required = append(required, name)
		}
		shape[name] = g.shapeOf(field, info, path)
		return true
	})
	if len(required) > 0 {
		sort.Strings(required)
		shape[requiredKey] = required
	}
	return shape
}

func (g *gathering) note(field shim.Schema, info *tfbridge.SchemaInfo, path string) {
	if field.ForceNew() {
		g.add(g.replaces, path)
	}
	// In a set of the SDK's types nothing is kept: its elements have no place by which the old one could be found. The
	// framework finds it by what isn't computed.
	if field.Optional() && field.Computed() && (g.isFramework || !g.isInSet(path)) {
		g.add(g.computed, path)
	}
	if field.Type() == shim.TypeSet && !tfbridge.IsMaxItemsOne(field, info) {
		g.add(g.sets, path)
	}
	// The bridge doesn't know the defaults of the framework's types.
	if !g.isFramework {
		if value := field.Default(); value != nil {
			g.defaults[path] = value
		}
	}
	if hasDefault(info) {
		switch {
		case info.Default.Value != nil:
			g.defaults[path] = info.Default.Value
		case strings.Contains(path, "."):
			// Nested names have no part in whether a resource is deleted first.
		case info.Default.AutoNamed:
			g.autoNamed = path
		default:
			g.namedAfter = path
		}
	}
}

func (g *gathering) isInSet(path string) bool {
	for set := range g.sets {
		if strings.HasPrefix(path, set+".") {
			return true
		}
	}
	return false
}

func hasDefault(info *tfbridge.SchemaInfo) bool { return info != nil && info.Default != nil }

func (g *gathering) shapeOf(field shim.Schema, info *tfbridge.SchemaInfo, path string) any {
	if info != nil && info.Asset != nil {
		return "asset"
	}
	var elementInfo *tfbridge.SchemaInfo
	var nested map[string]*tfbridge.SchemaInfo
	if info != nil {
		elementInfo, nested = info.Elem, info.Fields
		if info.Elem != nil && info.Elem.Fields != nil {
			nested = info.Elem.Fields
		}
	}
	switch field.Type() {
	case shim.TypeBool:
		return "boolean"
	case shim.TypeInt, shim.TypeFloat:
		return "number"
	case shim.TypeList, shim.TypeSet, shim.TypeMap:
		var element any = "string"
		isObject := false
		switch elem := field.Elem().(type) {
		case shim.Resource:
			element, isObject = g.object(elem.Schema(), nested, path), true
		case shim.Schema:
			element = g.shapeOf(elem, elementInfo, path)
		}
		switch {
		case field.Type() == shim.TypeMap && isObject, tfbridge.IsMaxItemsOne(field, info):
			return element
		case field.Type() == shim.TypeMap:
			return map[string]any{"*": element}
		default:
			return []any{element}
		}
	default:
		return "string"
	}
}

// frameworkSchemas are the plugin framework's own, by the types' names: the bridge doesn't hand on what replaces there,
// nor defaults.
func (u *upstream) frameworkSchemas(ctx context.Context) map[string]schema.Schema {
	found := map[string]schema.Schema{}
	for _, factory := range u.framework.Resources(ctx) {
		kind := factory()
		var named resource.MetadataResponse
		kind.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: packageName}, &named)
		var described resource.SchemaResponse
		kind.Schema(ctx, resource.SchemaRequest{}, &described)
		found[named.TypeName] = described.Schema
	}
	return found
}

func (g *gathering) fromFramework(
	plan schema.Schema, terraform shim.SchemaMap, infos map[string]*tfbridge.SchemaInfo,
) {
	ctx := context.Background()
	for terraformName, attribute := range plan.Attributes {
		name := tfbridge.TerraformToPulumiNameV2(terraformName, terraform, infos)
		for _, text := range modifiersOf(ctx, attribute) {
			// The plan modifier RequiresReplace tells itself by its description alone.
			if strings.Contains(text, "destroy and recreate the resource") {
				g.add(g.replaces, name)
			}
		}
		if value := defaultOf(ctx, attribute); value != nil {
			g.defaults[name] = value
		}
	}
}

func modifiersOf(ctx context.Context, attribute schema.Attribute) []string {
	switch typed := attribute.(type) {
	case schema.StringAttribute:
		return describe(ctx, typed.PlanModifiers)
	case schema.BoolAttribute:
		return describe(ctx, typed.PlanModifiers)
	case schema.Int64Attribute:
		return describe(ctx, typed.PlanModifiers)
	case schema.MapAttribute:
		return describe(ctx, typed.PlanModifiers)
	default:
		return nil
	}
}

func describe[Modifier interface{ Description(context.Context) string }](
	ctx context.Context, modifiers []Modifier,
) []string {
	texts := make([]string, 0, len(modifiers))
	for _, modifier := range modifiers {
		texts = append(texts, modifier.Description(ctx))
	}
	return texts
}

func defaultOf(ctx context.Context, attribute schema.Attribute) any {
	switch typed := attribute.(type) {
	case schema.StringAttribute:
		if typed.Default != nil {
			var found defaults.StringResponse
			typed.Default.DefaultString(ctx, defaults.StringRequest{}, &found)
			return found.PlanValue.ValueString()
		}
	case schema.BoolAttribute:
		if typed.Default != nil {
			var found defaults.BoolResponse
			typed.Default.DefaultBool(ctx, defaults.BoolRequest{}, &found)
			return found.PlanValue.ValueBool()
		}
	}
	return nil
}

func takeRequired(inputs map[string]any) []string {
	required, ok := inputs[requiredKey].([]string)
	if !ok {
		return []string{}
	}
	delete(inputs, requiredKey)
	return required
}

func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

func sorted(paths set) []string {
	names := make([]string, 0, len(paths))
	for path := range paths {
		names = append(names, path)
	}
	sort.Strings(names)
	return names
}
