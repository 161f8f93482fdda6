package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// The name that generated files give as their author.
const tool = "sdkgen"

type language struct {
	// What the schema calls it, where that isn't the folder's name.
	schemaName string
	// What the code blocks of descriptions call it.
	documented string
	// What the schema must say under `language`, as example values. It says it there and not here, so that a user's own
	// `pulumi package gen-sdk` writes the same SDK.
	settings map[string]string
	// What a rerun leaves alone: things made from the SDK, not by sdkgen.
	keep     []string
	generate func(*schema.Package) (map[string][]byte, error)
	// What remains to do in the folder that was written.
	finish func(out string) error
}

var languages = map[string]language{
	"nodejs": {
		documented: "typescript",
		settings: map[string]string{
			"packageName":          `"@goldenimage/pulumi"`,
			"respectSchemaVersion": "true",
		},
		keep: []string{"bin", "node_modules"},
		generate: func(pkg *schema.Package) (map[string][]byte, error) {
			return nodejs.GeneratePackage(tool, pkg, nil, nil, false, noOtherPackages{})
		},
	},
	"python": {
		documented: "python",
		settings: map[string]string{
			"packageName":          `"pulumi_goldenimage"`,
			"pyproject":            `{"enabled": true}`,
			"respectSchemaVersion": "true",
		},
		keep:     []string{"*.egg-info"},
		generate: generatePython,
	},
	"go": {
		documented: "go",
		settings: map[string]string{
			"importBasePath":       `"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"`,
			"respectSchemaVersion": "true",
		},
		keep:     []string{"go.sum"},
		generate: generateGo,
		finish:   tidyGo,
	},
	"java": {
		documented: "java",
		settings: map[string]string{
			"basePackage":  `"io.goldenimage"`,
			"packages":     `{"goldenimage": "pulumi"}`,
			"buildFiles":   `"none"`,
			"dependencies": `{"com.pulumi:pulumi": "1.36.1"}`,
		},
		keep:     []string{"target"},
		generate: generateJava,
	},
	"dotnet": {
		schemaName: "csharp",
		documented: "csharp",
		settings: map[string]string{
			"rootNamespace":        `"Goldenimage"`,
			"respectSchemaVersion": "true",
		},
		keep:     []string{"bin", "obj"},
		generate: generateDotnet,
	},
}

func (l language) checkSettings(name string, spec schema.PackageSpec) error {
	if l.schemaName != "" {
		name = l.schemaName
	}
	present := map[string]json.RawMessage{}
	if raw := spec.Language[name]; raw != nil {
		if err := json.Unmarshal(raw, &present); err != nil {
			return fmt.Errorf("the schema's language.%s: %w", name, err)
		}
	}
	for _, setting := range slices.Sorted(maps.Keys(l.settings)) {
		if _, ok := present[setting]; !ok {
			return fmt.Errorf("the schema lacks language.%s.%s, for example %s", name, setting, l.settings[setting])
		}
	}
	return nil
}

func generatePython(pkg *schema.Package) (map[string][]byte, error) {
	files, err := python.GeneratePackage(tool, pkg, nil, noOtherPackages{})
	if err != nil {
		return nil, err
	}
	// pyproject.toml names a README.md beside itself, where the generator writes none; without it nothing installs.
	info := pkg.Language["python"].(python.PackageInfo)
	files["README.md"] = files[path.Join(info.PackageName, "README.md")]
	return files, nil
}

func generateGo(pkg *schema.Package) (map[string][]byte, error) {
	files, err := gogen.GeneratePackage(tool, pkg, nil)
	if err != nil {
		return nil, err
	}
	files["go.mod"], err = goModule(pkg.Language["go"].(gogen.GoPackageInfo))
	return files, err
}
