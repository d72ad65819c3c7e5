//go:build linux

package kernel_test

import (
	"flag"
	"os"
	"testing"

	"vethlab/lab/sandbox/sandboxtest"
)

// Fuzzing runs the decoders only, which are pure: its workers talk over files that a sandbox would close.
func TestMain(m *testing.M) {
	flag.Parse()
	for _, name := range []string{"test.fuzz", "test.fuzzworker"} {
		if value := flag.Lookup(name).Value.String(); value != "" && value != "false" {
			flag.Set("test.run", "^$")
			os.Exit(m.Run())
		}
	}
	sandboxtest.Main(m)
}
