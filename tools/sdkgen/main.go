// Command sdkgen writes one language's SDK from the schema.
//
// It calls the same generators as `pulumi package gen-sdk`, without the language plugins that command asks for.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	schemaFile := flag.String("schema", "", "the schema, as JSON")
	language := flag.String("language", "", "nodejs, python, go, java or dotnet")
	out := flag.String("out", "", "the folder to write, called like the language; what an earlier run wrote there goes")
	flag.Parse()
	if *schemaFile == "" || *language == "" || *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*schemaFile, *language, *out); err != nil {
		fmt.Fprintln(os.Stderr, "sdkgen:", err)
		os.Exit(1)
	}
}

func run(schemaFile, language, out string) error {
	target, known := languages[language]
	if !known {
		return fmt.Errorf("language %q is none of nodejs, python, go, java, dotnet", language)
	}
	spec, err := readSchema(schemaFile)
	if err != nil {
		return err
	}
	if err := target.checkSettings(language, spec); err != nil {
		return err
	}
	keepExamplesIn(target.documented, spec)
	pkg, err := bind(spec)
	if err != nil {
		return err
	}
	files, err := target.generate(pkg)
	if err != nil {
		return err
	}
	if err := replaceContent(out, language, target.keep, files); err != nil {
		return err
	}
	if target.finish != nil {
		return target.finish(out)
	}
	return nil
}
