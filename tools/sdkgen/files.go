package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// replaceContent makes the folder hold the given files, and nothing else but what `keep` names: a resource that left the
// schema leaves the SDK.
func replaceContent(out, language string, keep []string, files map[string][]byte) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	// Everything in the folder is deleted, so a slip of the pen must not name, say, the repository.
	if filepath.Base(out) != language {
		return fmt.Errorf("%s: the folder must be called %q, because its content is replaced", out, language)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !matchesAny(keep, entry.Name()) {
			if err := os.RemoveAll(filepath.Join(out, entry.Name())); err != nil {
				return err
			}
		}
	}
	for name, content := range files {
		file := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func matchesAny(patterns []string, name string) bool {
	for _, pattern := range patterns {
		if matched, _ := filepath.Match(pattern, name); matched {
			return true
		}
	}
	return false
}
