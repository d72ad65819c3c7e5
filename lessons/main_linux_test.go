package lessons

import (
	"os"
	"testing"

	"vethlab/lab/box"
	"vethlab/lab/container"
	"vethlab/lab/sandbox/sandboxtest"
)

// TestMain runs the tests in a sandbox where there can be one; elsewhere those that need no kernel run nevertheless. The test binary
// is also the programs of the lessons' containers.
func TestMain(m *testing.M) {
	begun := container.Init()
	if status, ok := box.Main(os.Args, begun); ok {
		os.Exit(status)
	}
	sandboxtest.MainAnywhere(m)
}
