package main

import (
	"fmt"
	"os"
	"os/exec"
	"path"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
)

const pulumiSDK = "github.com/pulumi/pulumi/sdk/v3"

// goModule makes the Go SDK a module of its own: the generator leaves go.mod to the repository.
func goModule(info gogen.GoPackageInfo) ([]byte, error) {
	modulePath := info.ModulePath
	if modulePath == "" {
		modulePath = path.Dir(info.ImportBasePath)
	}
	version, err := pulumiSDKVersion()
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "module %s\n\ngo 1.25.0\n\nrequire %s %s\n", modulePath, pulumiSDK, version), nil
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
