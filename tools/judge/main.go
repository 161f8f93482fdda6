// pulumi-resource-aws with the real Terraform AWS provider inside, for tests: the resource types and functions that
// goldenimage uses, under the tokens, names and defaults of pulumi-aws.
//
//	pulumi-resource-aws [ENGINE]   serves the provider to the engine
//	pulumi-resource-aws -facts     prints what the provider's schemas say of each type, as JSON
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	pftfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
)

func main() {
	ctx := context.Background()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	aws, err := newProvider(ctx)
	if err != nil {
		return err
	}
	if len(args) == 1 && args[0] == "-facts" {
		out := json.NewEncoder(os.Stdout)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		return out.Encode(factsOf(aws))
	}
	schema, err := aws.packageSchema()
	if err != nil {
		return err
	}
	pftfbridge.MainWithMuxer(ctx, packageName, aws.info, schema)
	return nil
}
