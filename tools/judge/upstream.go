package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	fwprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	sdkschema "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-provider-aws/xpprovider"
)

// upstream is the Terraform provider, cut down to the types that are mapped: the bridge maps every type that it sees.
type upstream struct {
	sdk       *sdkschema.Provider
	framework *frameworkProvider
}

func newUpstream(ctx context.Context) (*upstream, error) {
	// The provider logs its own construction.
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)

	framework, sdk, err := xpprovider.GetProvider(ctx)
	if err != nil {
		return nil, err
	}
	// Without a version, the provider refuses features that need a recent Terraform. pulumi-aws says the same.
	sdk.TerraformVersion = "1.0.0+compatible"
	keep(sdk.ResourcesMap, resources)
	keep(sdk.DataSourcesMap, functions)
	// Its types read the provider's meta schema, whoever serves them.
	withMeta, ok := framework.(fwprovider.ProviderWithMetaSchema)
	if !ok {
		return nil, fmt.Errorf("%T has no meta schema", framework)
	}
	return &upstream{sdk, &frameworkProvider{withMeta}}, nil
}

func keep[Schema, Mapped any](all map[string]Schema, mapped map[string]Mapped) {
	for name := range all {
		if _, ok := mapped[name]; !ok {
			delete(all, name)
		}
	}
}

// frameworkProvider is the half of the provider that is written with Terraform's plugin framework.
type frameworkProvider struct {
	fwprovider.ProviderWithMetaSchema
}

func (p *frameworkProvider) Resources(ctx context.Context) []func() resource.Resource {
	var kept []func() resource.Resource
	for _, factory := range p.ProviderWithMetaSchema.Resources(ctx) {
		var named resource.MetadataResponse
		factory().Metadata(ctx, resource.MetadataRequest{ProviderTypeName: packageName}, &named)
		if _, ok := resources[named.TypeName]; ok {
			kept = append(kept, factory)
		}
	}
	return kept
}

func (p *frameworkProvider) DataSources(ctx context.Context) []func() datasource.DataSource {
	var kept []func() datasource.DataSource
	for _, factory := range p.ProviderWithMetaSchema.DataSources(ctx) {
		var named datasource.MetadataResponse
		factory().Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: packageName}, &named)
		if _, ok := functions[named.TypeName]; ok {
			kept = append(kept, factory)
		}
	}
	return kept
}
