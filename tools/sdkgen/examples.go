package main

import (
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/codegen"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// keepExamplesIn leaves the examples of one language in the descriptions. Not every generator does that by itself, and
// those that do keep the heading where there is no example.
func keepExamplesIn(language string, spec schema.PackageSpec) {
	for token, resource := range spec.Resources {
		text, examples, found := strings.Cut(resource.Description, "\n\n{{% examples %}}")
		if !found {
			continue
		}
		if strings.Contains(examples, "```"+language+"\n") {
			resource.Description = codegen.FilterExamples(resource.Description, language)
		} else {
			resource.Description = text
		}
		spec.Resources[token] = resource
	}
}
