package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/blang/semver"
	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func readSchema(file string) (schema.PackageSpec, error) {
	var spec schema.PackageSpec
	text, err := os.ReadFile(file)
	if err != nil {
		return spec, err
	}
	if err := json.Unmarshal(text, &spec); err != nil {
		return spec, fmt.Errorf("%s: %w", file, err)
	}
	return spec, nil
}

// bind checks the schema as Pulumi does, and prints everything that it finds, warnings too.
func bind(spec schema.PackageSpec) (*schema.Package, error) {
	pkg, diagnostics, err := schema.BindSpec(spec, noOtherPackages{}, schema.ValidationOptions{})
	for _, diagnostic := range diagnostics {
		severity := "error"
		if diagnostic.Severity == hcl.DiagWarning {
			severity = "warning"
		}
		fmt.Fprintf(os.Stderr, "schema: %s: %s\n", severity, strings.TrimSuffix(diagnostic.Summary+"; "+diagnostic.Detail, "; "))
	}
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, errors.New("the schema has errors, nothing was written")
	}
	return pkg, nil
}

// noOtherPackages is the loader of a schema that refers to no other package: so no plugin is started to read one.
type noOtherPackages struct{}

var _ schema.ReferenceLoader = noOtherPackages{}

func refuse(name string) error {
	return fmt.Errorf("the schema refers to the package %q, and sdkgen loads no other package", name)
}

func (noOtherPackages) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return nil, refuse(name)
}

func (noOtherPackages) LoadPackageV2(_ context.Context, d *schema.PackageDescriptor) (*schema.Package, error) {
	return nil, refuse(d.Name)
}

func (noOtherPackages) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	return nil, refuse(name)
}

func (noOtherPackages) LoadPackageReferenceV2(
	_ context.Context, d *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return nil, refuse(d.Name)
}
