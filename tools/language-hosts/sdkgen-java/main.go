// Command sdkgen-java writes the Java SDK of a schema to stdout: a JSON object from each file's name to its content.
//
// It is a program of its own because Java's generator doesn't compile with the Pulumi of tools/sdkgen. sdkgen calls it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/pulumi/pulumi-java/pkg/codegen/java"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "sdkgen-java:", err)
		os.Exit(1)
	}
}

// run reads the schema from stdin. sdkgen has checked it, and said what it found.
func run() error {
	var spec schema.PackageSpec
	if err := json.NewDecoder(os.Stdin).Decode(&spec); err != nil {
		return err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, nil, schema.ValidationOptions{})
	if err != nil {
		return err
	}
	if diagnostics.HasErrors() {
		return errors.New("the schema has errors")
	}
	// The generator prints its warnings to stdout.
	stdout := os.Stdout
	os.Stdout = os.Stderr
	files, err := java.GeneratePackage("sdkgen", pkg, nil, nil, false, false)
	if err != nil {
		return err
	}
	return json.NewEncoder(stdout).Encode(files)
}
