package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"text/template"

	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

//go:embed pom.xml.template
var pomTemplate string

// generateJava calls sdkgen-java, which is beside this program, and adds what Maven needs: the generator knows Gradle only.
func generateJava(pkg *schema.Package) (map[string][]byte, error) {
	spec, err := pkg.MarshalSpec()
	if err != nil {
		return nil, err
	}
	input, err := json.Marshal(spec)
	if err != nil {
		return nil, err
	}
	output, err := runBeside("sdkgen-java", input)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	if err := json.Unmarshal(output, &files); err != nil {
		return nil, err
	}
	var settings struct {
		BasePackage  string            `json:"basePackage"`
		Packages     map[string]string `json:"packages"`
		Dependencies map[string]string `json:"dependencies"`
	}
	if err := json.Unmarshal(spec.Language["java"], &settings); err != nil {
		return nil, err
	}
	var pom bytes.Buffer
	err = template.Must(template.New("pom.xml").Parse(pomTemplate)).Execute(&pom, map[string]any{
		"Package": spec, "Group": settings.BasePackage, "Artifact": settings.Packages[pkg.Name],
		"Pulumi": settings.Dependencies["com.pulumi:pulumi"],
	})
	if err != nil {
		return nil, err
	}
	files["pom.xml"] = pom.Bytes()
	// By it `pulumi` knows which plugin a program needs.
	plugin, err := json.MarshalIndent(map[string]any{
		"resource": true, "name": pkg.Name, "version": pkg.Version.String(), "server": pkg.PluginDownloadURL,
	}, "", "  ")
	if err != nil {
		return nil, err
	}
	group := strings.ReplaceAll(settings.BasePackage, ".", "/")
	files[path.Join("src/main/resources", group, pkg.Name, "plugin.json")] = append(plugin, '\n')
	return files, nil
}

// runBeside runs a program in the folder of this one.
func runBeside(name string, input []byte) ([]byte, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	command := exec.Command(filepath.Join(filepath.Dir(self), name))
	command.Stdin = bytes.NewReader(input)
	var said bytes.Buffer
	command.Stderr = &said
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", name, err, said.String())
	}
	return output, nil
}
