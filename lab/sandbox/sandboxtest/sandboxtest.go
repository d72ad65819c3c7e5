// Package sandboxtest runs a package's tests inside a fresh sandbox, where they may do what they like to the network.
package sandboxtest

import (
	"fmt"
	"os"
	"testing"

	"vethlab/lab/sandbox"
)

// Main is for a package's TestMain: it runs the test binary anew inside a sandbox, and ends with its status. A machine that allows
// none leaves the tests out, but fails where CI is set.
func Main(m *testing.M) {
	inside, status, err := sandbox.Enter()
	switch {
	case err != nil && os.Getenv("CI") == "":
		fmt.Printf("skipped: no sandbox: %v\n", err)
		os.Exit(0)
	case err != nil:
		fmt.Printf("no sandbox: %v\n", err)
		os.Exit(1)
	case !inside:
		os.Exit(status)
	}
	os.Exit(m.Run())
}
