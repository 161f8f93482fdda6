// Command gomodzip writes a module's zip as the Go proxy would serve it, by Go's own rules of what belongs in it.
//
// Usage: gomodzip <folder of the module> <version with its v> <zip>
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: gomodzip <folder> <version> <zip>")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "gomodzip:", err)
		os.Exit(1)
	}
}

func run(folder, version, file string) error {
	text, err := os.ReadFile(filepath.Join(folder, "go.mod"))
	if err != nil {
		return err
	}
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := zip.CreateFromDir(out, module.Version{Path: modfile.ModulePath(text), Version: version}, folder); err != nil {
		return err
	}
	return out.Close()
}
