// Previews and deploys the Go quickstart as an inline program, and prints the stack's export.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
)

func main() {
	if err := drive(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func drive(ctx context.Context) error {
	var settings map[string]string
	if err := json.Unmarshal([]byte(os.Getenv("CONFIG")), &settings); err != nil {
		return err
	}
	stack, err := auto.NewStackInlineSource(ctx, "go", "languages", quickstart)
	if err != nil {
		return err
	}
	config := auto.ConfigMap{}
	for key, value := range settings {
		config[key] = auto.ConfigValue{Value: value}
	}
	if err := stack.SetAllConfig(ctx, config); err != nil {
		return err
	}
	if _, err := stack.Preview(ctx); err != nil {
		return err
	}
	if _, err := stack.Up(ctx); err != nil {
		return err
	}
	exported, err := stack.Export(ctx)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(exported.Deployment)
}
