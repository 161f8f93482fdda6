package main

import (
	"errors"
	"runtime/debug"
)

// pulumiSDKVersion is the Pulumi SDK that sdkgen itself was built with, by this module's go.mod: so the Go SDK is pinned
// to the release whose generator wrote it.
func pulumiSDKVersion() (string, error) {
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, module := range info.Deps {
			if module.Path == pulumiSDK {
				return module.Version, nil
			}
		}
	}
	return "", errors.New("sdkgen doesn't know its Pulumi SDK: was it built outside of its module?")
}
