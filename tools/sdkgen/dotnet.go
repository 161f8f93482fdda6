package main

import (
	"fmt"
	"net"
	"net/http"
	"os"

	dotnet "github.com/pulumi/pulumi-dotnet/pulumi-language-dotnet/v3/codegen"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// generateDotnet gives the generator, which fetches the logo from its address, the repository's own file: nothing is
// fetched from the network.
func generateDotnet(pkg *schema.Package) (map[string][]byte, error) {
	const logo = "provider/logo.png"
	if _, err := os.Stat(logo); err != nil {
		return nil, fmt.Errorf("the logo, from the repository's root: %w", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer listener.Close()
	go func() {
		// It ends with the listener.
		_ = http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.ServeFile(w, r, logo)
		}))
	}()
	pkg.LogoURL = fmt.Sprintf("http://%s/", listener.Addr())
	return dotnet.GeneratePackage(tool, pkg, nil, nil)
}
