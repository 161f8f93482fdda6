package main

import (
	"fmt"
	"os"
	"os/exec"
	"path"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
)

// The Pulumi SDK that the Go SDK is built and tested with.
const pulumiVersion = "v3.259.0"

// goModule makes the Go SDK a module of its own: the generator leaves go.mod to the repository.
func goModule(info gogen.GoPackageInfo) []byte {
	modulePath := info.ModulePath
	if modulePath == "" {
		modulePath = path.Dir(info.ImportBasePath)
	}
	return fmt.Appendf(nil, "module %s\n\ngo 1.25.0\n\nrequire github.com/pulumi/pulumi/sdk/v3 %s\n", modulePath, pulumiVersion)
}

// tidyGo completes go.mod and go.sum. The result follows from goModule alone: every other version is the one that the
// Pulumi SDK's own go.mod asks for.
func tidyGo(out string) error {
	tidy := exec.Command("go", "mod", "tidy")
	tidy.Dir = out
	// A go.work above would change what is resolved.
	tidy.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if output, err := tidy.CombinedOutput(); err != nil {
		return fmt.Errorf("go mod tidy in %s: %w\n%s", out, err, output)
	}
	return nil
}
