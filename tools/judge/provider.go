package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	pftfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfgen"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/x/muxer"
	"github.com/pulumi/pulumi-terraform-bridge/v3/unstable/metadata"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
)

const (
	packageName = "aws"
	// The release of the aws package whose tokens and names these are.
	packageVersion = "7.48.0"
	// The releases that go.mod pins.
	providerVersion = "6.34.0"
	bridgeVersion   = "3.124.0"
)

// provider is the bridged provider: what pulumi-aws 7 makes of the Terraform provider, as far as plans depend on it.
type provider struct {
	upstream *upstream
	info     tfbridge.ProviderInfo
}

func newProvider(ctx context.Context) (*provider, error) {
	up, err := newUpstream(ctx)
	if err != nil {
		return nil, err
	}
	muxed := pftfbridge.MuxShimWithDisjointgPF(ctx, shimv2.NewProvider(up.sdk), up.framework)
	info := tfbridge.ProviderInfo{
		P:            muxed,
		Name:         packageName,
		Version:      packageVersion,
		GitHubOrg:    "hashicorp",
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
		Config:       config,
		Resources:    resources,
		DataSources:  functions,
		// As pulumi-aws has them.
		EnableAccurateBridgePreview:                  true,
		EnableRawStateDelta:                          true,
		SkipValidateProviderConfigForPluginFramework: true,
	}
	for name, mapped := range resources {
		schema, ok := muxed.ResourcesMap().GetOk(name)
		if !ok {
			return nil, fmt.Errorf("the provider has no resource type %s", name)
		}
		_, isSDK := up.sdk.ResourcesMap[name]
		addDefaults(mapped, schema.Schema(), isSDK)
	}
	// Which half of the provider has which type.
	resolver, ok := muxed.(interface {
		ResolveDispatch(*tfbridge.ProviderInfo) (muxer.DispatchTable, error)
	})
	if !ok {
		return nil, fmt.Errorf("%T can't tell which half of the provider has which type", muxed)
	}
	dispatch, err := resolver.ResolveDispatch(&info)
	if err != nil {
		return nil, err
	}
	if err := metadata.Set(info.GetMetadata(), "mux", dispatch); err != nil {
		return nil, err
	}
	return &provider{up, info}, nil
}

var config = map[string]*tfbridge.SchemaInfo{
	"region": {Default: &tfbridge.DefaultInfo{EnvVars: []string{"AWS_REGION", "AWS_DEFAULT_REGION"}}},
	// The sandbox has no regions to be validated against, and no account of AWS's.
	"skip_region_validation":      {Default: &tfbridge.DefaultInfo{Value: true}},
	"skip_credentials_validation": {Default: &tfbridge.DefaultInfo{Value: true}},
	"skip_metadata_api_check":     {Type: "boolean"},
	"access_key":                  {Secret: tfbridge.True()},
	"secret_key":                  {Secret: tfbridge.True()},
	"token":                       {Secret: tfbridge.True()},
}

// packageSchema is what Pulumi's YAML reads to know the types.
func (p *provider) packageSchema() ([]byte, error) {
	silent := diag.DefaultSink(io.Discard, io.Discard, diag.FormatOptions{Color: colors.Never})
	generated, err := tfgen.GenerateSchemaWithOptions(tfgen.GenerateSchemaOptions{
		ProviderInfo:    p.info,
		DiagnosticsSink: silent,
		XInMemoryDocs:   true,
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(generated.PackageSpec)
}

func isInput(field shim.Schema) bool { return field.Optional() || field.Required() }
